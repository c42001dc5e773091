using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pinnokio.Api.Errors;

namespace Pinnokio.Api.Rpc;

/// <summary>
/// <c>GET /rpc/methods</c> and <c>GET /openrpc.json</c>: written once, at the first request. They ask for the service token, as calls do: what no
/// rule allows is denied.
/// </summary>
internal sealed class RpcDocuments
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ServiceTokens _tokens;
    private readonly Lazy<byte[]> _methods;
    private readonly Lazy<byte[]> _openRpc;

    public RpcDocuments(RpcCatalog catalog, ServiceTokens tokens)
    {
        _tokens = tokens;
        var version = typeof(RpcDocuments).Assembly.GetName().Version!.ToString(3);
        _methods = new(() => Bytes(RpcMethodList.Build(catalog, DocsOf(catalog))));
        _openRpc = new(() => Bytes(OpenRpcDocument.Build(catalog, DocsOf(catalog), version)));
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rpc/methods", http => ServeAsync(http, _methods));
        routes.MapGet("/openrpc.json", http => ServeAsync(http, _openRpc));
    }

    private async Task ServeAsync(HttpContext http, Lazy<byte[]> document)
    {
        if (!_tokens.Accepts(http.Request.Headers.Authorization))
        {
            await HttpErrors.WriteAsync(http, StatusCodes.Status401Unauthorized, HttpErrors.Unauthenticated);
            return;
        }

        var bytes = document.Value;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static DocComments DocsOf(RpcCatalog catalog) =>
        DocComments.Of(catalog.Methods.SelectMany(m => new[] { m.RequestType.Assembly, m.ResponseType.Assembly }));

    private static byte[] Bytes(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes(document, s_json);
}
