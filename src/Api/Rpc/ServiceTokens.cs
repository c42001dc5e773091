using System.Security.Cryptography;
using System.Text;

namespace Pinnokio.Api.Rpc;

/// <summary>The bearer tokens that are accepted, as digests; several, so that one can be rotated.</summary>
internal sealed class ServiceTokens(IEnumerable<string> tokens)
{
    private const string Scheme = "Bearer ";
    private readonly byte[][] _digests = [.. tokens.Where(t => t.Length > 0).Select(t => SHA256.HashData(Encoding.UTF8.GetBytes(t)))];

    /// <summary>Whether an <c>Authorization</c> header holds one of the tokens; takes the same time whichever it is, or none.</summary>
    public bool Accepts(string? authorization) => Find(authorization) is not null;

    public int Count => _digests.Length;

    /// <summary>Which of the tokens it is; null when it is none.</summary>
    public int? Find(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> presented = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(authorization, Scheme.Length, authorization.Length - Scheme.Length), presented);
        int? found = null;
        for (var i = 0; i < _digests.Length; i++)
        {
            if (CryptographicOperations.FixedTimeEquals(_digests[i], presented))
            {
                found = i;
            }
        }

        return found;
    }
}
