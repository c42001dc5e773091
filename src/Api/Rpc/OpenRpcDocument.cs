using System.Text.Json.Nodes;
using Pinnokio.Api.Errors;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>The body of <c>GET /openrpc.json</c>: the method table in the form of OpenRPC 1.3.</summary>
internal static class OpenRpcDocument
{
    private const string Introduction =
        "Every method is called by `POST /rpc` on the server that this document comes from, with `Authorization: Bearer <service token>`; this document and "
        + "`GET /rpc/methods` ask for the same token. The body is `{\"method\", \"args\": [], \"kwargs\": {}}`: arguments by position, by name, or both, each once. "
        + "The answer is `{\"ok\": true, \"data\"}` or `{\"ok\": false, \"error\": {\"code\", \"message\"}}`; `code` is the word under `data.code` of the errors "
        + "listed here, whose numbers exist only because OpenRPC asks for one.";

    public static JsonObject Build(RpcCatalog catalog, DocComments docs, string version)
    {
        var inputs = new RpcSchema(docs, forArguments: true, "#/components/schemas");
        var outputs = new RpcSchema(docs, forArguments: false, "#/components/schemas");
        var methods = new JsonArray();
        foreach (var method in catalog.Methods)
        {
            methods.Add((JsonNode)Describe(method, docs, inputs, outputs));
        }

        var schemas = inputs.Definitions.Concat(outputs.Definitions).Select(d => KeyValuePair.Create(d.Key, d.Value?.DeepClone()));
        return new()
        {
            ["openrpc"] = "1.3.2",
            ["info"] = new JsonObject
            {
                ["title"] = "Pinnokio",
                ["version"] = version,
                ["description"] = Introduction,
            },
            ["methods"] = methods,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject(schemas), ["errors"] = RpcErrorTable.Components() },
        };
    }

    private static JsonObject Describe(RpcMethod method, DocComments docs, RpcSchema inputs, RpcSchema outputs)
    {
        var callClass = method.CallClass;
        var permission = RpcMethodSchema.Permission(method);
        var described = new JsonObject
        {
            ["name"] = method.Name,
            ["tags"] = new JsonArray(new JsonObject { ["name"] = method.Name.Split('.')[0] }),
            ["paramStructure"] = "either",
            ["params"] = new JsonArray([.. RpcMethodSchema.Arguments(method, inputs).Select(Param)]),
            ["result"] = Result(method, docs, outputs),
            ["errors"] = new JsonArray([.. RpcErrorTable.Of(callClass, permission is not null).Select(Reference)]),
            ["x-kind"] = method.IsQuery ? "query" : "command",
            ["x-idempotency"] = WireJson.Naming.ConvertName(callClass.ToString()),
            ["x-retry"] = callClass.RetryAdvice(),
            ["x-permission"] = permission,
        };
        if (docs.For(method.RequestType) is { } description)
        {
            described.Insert(1, "description", description);
        }

        return described;
    }

    private static JsonNode Param(RpcArgument argument)
    {
        var param = new JsonObject
        {
            ["name"] = argument.Name,
            ["required"] = argument.IsRequired,
            ["schema"] = argument.Schema,
        };
        if (argument.Schema.Remove("description", out var description))
        {
            param.Insert(1, "description", description);
        }

        return param;
    }

    private static JsonObject Result(RpcMethod method, DocComments docs, RpcSchema outputs)
    {
        var result = new JsonObject { ["name"] = "data", ["schema"] = outputs.Of(method.ResponseType) };
        if (docs.For(method.ResponseType) is { } description)
        {
            result.Insert(1, "description", description);
        }

        return result;
    }

    private static JsonNode Reference(ErrorKind kind) => new JsonObject { ["$ref"] = $"#/components/errors/{WireErrors.CodeOf(kind)}" };
}
