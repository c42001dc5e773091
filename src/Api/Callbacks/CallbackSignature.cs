using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Callbacks;

/// <summary>
/// The headers of Standard Webhooks: <c>webhook-signature</c> holds <c>v1,</c> and the HMAC-SHA256 in base64 of id, timestamp and body, joined by dots;
/// several of them, separated by blanks, while the sender changes its secret.
/// </summary>
internal sealed class CallbackSignature(IReadOnlyList<byte[]> secrets, TimeProvider clock)
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const string Version = "v1,";
    private const int MaxIdLength = 256;
    private const int MaxSignatures = 16;
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(300);

    /// <summary>What is wrong with the signature; null when it is good, or none is asked for.</summary>
    public AppError? Fault(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        if (secrets.Count == 0)
        {
            return null;
        }

        if (headers[IdHeader] is not [{ Length: > 0 and <= MaxIdLength } id])
        {
            return Refused("unsigned", IdHeader, "is required, once");
        }

        if (
            headers[TimestampHeader] is not [{ } timestamp]
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        )
        {
            return Refused("unsigned", TimestampHeader, "is required, in seconds since 1970");
        }

        if ((clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > s_tolerance)
        {
            return Refused("stale_timestamp", TimestampHeader, "is more than 300 s away from this server's time");
        }

        return headers[SignatureHeader] is [{ } signatures] && Holds(signatures, $"{id}.{timestamp}.", body)
            ? null
            : Refused("bad_signature", SignatureHeader, "holds no signature of this body by a known secret");
    }

    private bool Holds(string signatures, string prefix, ReadOnlySpan<byte> body)
    {
        var presented = signatures
            .Split(' ', MaxSignatures + 1, StringSplitOptions.RemoveEmptyEntries)
            .Take(MaxSignatures)
            .Where(signature => signature.StartsWith(Version, StringComparison.Ordinal))
            .Select(signature => Encoding.ASCII.GetBytes(signature[Version.Length..]))
            .ToList();
        var holds = false;
        foreach (var secret in secrets)
        {
            using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            hash.AppendData(Encoding.UTF8.GetBytes(prefix));
            hash.AppendData(body);
            var expected = Encoding.ASCII.GetBytes(Convert.ToBase64String(hash.GetHashAndReset()));
            foreach (var signature in presented)
            {
                holds |= CryptographicOperations.FixedTimeEquals(expected, signature);
            }
        }

        return holds;
    }

    private static AppError Refused(string code, string header, string what) =>
        new(code, ErrorKind.Unauthenticated, $"{header} {what}.") { Field = header };
}
