using Microsoft.Net.Http.Headers;
using Pinnokio.Api.Errors;
using Pinnokio.Application.Common;
using Pinnokio.Application.Files.Contracts;

namespace Pinnokio.Api.Files;

/// <summary><c>GET /files/{id}?token=</c>: the token in the link is all that is asked for, and without a good one nobody learns whether there is such a file.</summary>
internal static class FileEndpoint
{
    private static readonly AppError s_badLink = new(
        "link_invalid",
        ErrorKind.Forbidden,
        "The link is not valid, or not any more; ask for a fresh one."
    );

    private static readonly AppError s_gone = new("file_not_found", ErrorKind.NotFound, "The file is not there any more.");

    public static void MapFiles(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/files/{id:guid}", [HttpMethods.Get, HttpMethods.Head], ServeAsync);

    private static async Task ServeAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var id = Guid.Parse((string)http.GetRouteValue("id")!);
        var token = (string?)http.Request.Query["token"];
        var headers = http.Response.Headers;
        headers.CacheControl = "private, no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer"; // the link is a key
        if (!services.GetRequiredService<IFileLinks>().IsValid(id, token))
        {
            await HttpErrors.WriteAsync(http, StatusCodes.Status403Forbidden, s_badLink);
            return;
        }

        StoredFile? file;
        try
        {
            file = await services.GetRequiredService<IFileStore>().FindAsync(id, http.RequestAborted);
        }
        catch (Exception fault) when (services.GetServices<IFaultTranslator>().Translate(fault) is { RetryAfterMs: not null } error)
        {
            await HttpErrors.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, error);
            return;
        }

        if (file is null)
        {
            await HttpErrors.WriteAsync(http, StatusCodes.Status404NotFound, s_gone);
            return;
        }

        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        headers.ETag = $"\"{Convert.ToHexStringLower(file.Sha256.Span)}\"";
        http.Response.ContentType = file.MediaType;
        http.Response.ContentLength = file.Content.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(file.Content, http.RequestAborted);
        }
    }
}
