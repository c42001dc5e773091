using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Pinnokio.Infrastructure.Settings;

/// <summary>Where others reach this server: <c>LISTENERS_URL</c>, or else the first address that it listens on.</summary>
internal sealed class PublicAddress(IConfiguration configuration, IServer server)
{
    public const string Variable = "LISTENERS_URL";

    private readonly string? _configured = Parse(configuration[Variable]);

    /// <summary>The URL of a path of this server, such as <c>/hr/callback</c>.</summary>
    public string Of(string path) => (_configured ?? Own()) + path;

    /// <summary>Null where nothing is set.</summary>
    public static string? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url is { UserInfo: "", Query: "", Fragment: "" }
            ? url.AbsoluteUri.TrimEnd('/')
            : throw new InvalidOperationException($"{Variable} must be a URL such as https://api.example.com, without a query.");
    }

    private string Own() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } bound
            ? bound
                .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
                .Replace("[::]", "127.0.0.1", StringComparison.Ordinal)
                .TrimEnd('/')
            : "http://127.0.0.1";
}
