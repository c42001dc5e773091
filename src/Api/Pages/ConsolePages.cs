using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Pinnokio.Api.Pages;

/// <summary>
/// The pages below <c>/console/</c>. They are part of the assembly, so they are there however it was started, and no path can lead out of them.
/// They hold nothing secret: what they show, they fetch with the visitor's token.
/// </summary>
internal sealed class ConsolePages
{
    private const string Folder = "/console/";
    private const string Index = "index.html";
    private const string Prefix = "console.";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, Page> _pages = Load().ToFrozenDictionary(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder routes)
    {
        string[] reading = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/", reading, static http => Redirect(http));
        // Routing takes the address with and without the slash for one; the pages' own links do not.
        routes.MapMethods(Folder, reading, http => http.Request.Path.Value!.EndsWith('/') ? ServeAsync(http, Index) : Redirect(http));
        routes.MapMethods(Folder + "{file}", reading, http => ServeAsync(http, (string)http.GetRouteValue("file")!));
    }

    private static Task Redirect(HttpContext http)
    {
        http.Response.Redirect(Folder);
        return Task.CompletedTask;
    }

    private async Task ServeAsync(HttpContext http, string file)
    {
        var (request, response) = (http.Request, http.Response);
        if (!_pages.TryGetValue(file, out var page))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = page.Tag;
        if (request.Headers.IfNoneMatch == page.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = page.Type;
        response.ContentLength = page.Content.Length;
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(page.Content, http.RequestAborted);
        }
    }

    private static IEnumerable<KeyValuePair<string, Page>> Load()
    {
        var assembly = typeof(ConsolePages).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var file = name[Prefix.Length..];
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
            yield return new(file, new Page(content, s_types[Path.GetExtension(file)], new StringValues(tag)));
        }
    }

    private sealed record Page(byte[] Content, string Type, StringValues Tag);
}
