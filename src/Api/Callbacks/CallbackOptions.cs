using System.Text;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Callbacks;

/// <summary>Who may report on jobs: holders of a token, who also sign what they send where there is a secret.</summary>
internal sealed record CallbackOptions(IReadOnlyList<string> Tokens, IReadOnlyList<byte[]> Secrets)
{
    public const string TokenVariable = "HR_CALLBACK_TOKEN";
    public const string SecretVariable = "HR_CALLBACK_SECRET";
    private const string Base64Prefix = "whsec_";

    /// <summary>Every service token, and those that serve for callbacks alone.</summary>
    public static CallbackOptions From(IConfiguration configuration, ServiceTokenSettings service) =>
        new([.. service.Tokens, .. Parts(configuration[TokenVariable])], [.. Parts(configuration[SecretVariable]).Select(Key)]);

    private static string[] Parts(string? setting) =>
        (setting ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Key(string secret)
    {
        if (!secret.StartsWith(Base64Prefix, StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(secret);
        }

        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Base64Prefix.Length..], key, out var length) && length > 0
            ? key[..length]
            : throw new InvalidOperationException($"{SecretVariable}: what follows {Base64Prefix} must be base64.");
    }
}
