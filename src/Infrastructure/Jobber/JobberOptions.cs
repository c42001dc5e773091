using Microsoft.Extensions.Configuration;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>Where the HR jobber is, and how to speak to it: <c>HR_JOBBER_*</c>.</summary>
internal sealed record JobberOptions(Uri Address, string ApiKey, TimeSpan Timeout)
{
    public const string UrlVariable = "HR_JOBBER_URL";
    public const string KeyVariable = "HR_JOBBER_API_KEY";
    public const string TimeoutVariable = "HR_JOBBER_TIMEOUT";
    private const int LongestTimeout = 600;
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Null when no jobber is configured.</summary>
    public static JobberOptions? From(IConfiguration configuration)
    {
        // A bad one is told even while no jobber uses it.
        var timeout = SettingValue.Seconds(TimeoutVariable, configuration[TimeoutVariable], 1, LongestTimeout, s_defaultTimeout);
        if (string.IsNullOrWhiteSpace(configuration[UrlVariable]))
        {
            return null;
        }

        if (PublicAddress.Parse(configuration[PublicAddress.Variable]) is null)
        {
            throw new InvalidOperationException(
                $"{PublicAddress.Variable} must be set when {UrlVariable} is: the jobber reports to an address under it."
            );
        }

        return new JobberOptions(Url(configuration[UrlVariable]!.Trim()), Key(configuration[KeyVariable]?.Trim()), timeout);
    }

    // Without the key, which is nobody's to read.
    public override string ToString() => Address.AbsoluteUri.TrimEnd('/');

    private static Uri Url(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url is { UserInfo: "", Query: "", Fragment: "" }
            ? url
            : throw new InvalidOperationException(
                $"{UrlVariable} must be a URL such as https://jobber.example.com, without user, query and fragment."
            );

    private static string Key(string? text) =>
        text is { Length: > 0 } && text.All(c => c is > ' ' and < '\x7f')
            ? text
            : throw new InvalidOperationException($"{KeyVariable} must be set when {UrlVariable} is, to ASCII characters without spaces.");
}
