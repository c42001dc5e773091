using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Pinnokio.Api.Rpc;

/// <summary>The bearer tokens that are accepted; several, so that one can be rotated.</summary>
internal sealed class ServiceTokens(IEnumerable<string> tokens)
{
    private const string Scheme = "Bearer ";
    private readonly string[] _tokens = [.. tokens.Where(t => t.Length > 0)];

    /// <summary>Whether an <c>Authorization</c> header holds one of the tokens; how long that takes tells at most a token's length.</summary>
    public bool Accepts(string? authorization) => Find(authorization) is not null;

    public int Count => _tokens.Length;

    /// <summary>Which of the tokens it is; null when it is none.</summary>
    public int? Find(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var presented = MemoryMarshal.AsBytes(authorization.AsSpan(Scheme.Length));
        int? found = null;
        for (var i = 0; i < _tokens.Length; i++)
        {
            if (CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(_tokens[i].AsSpan()), presented))
            {
                found = i;
            }
        }

        return found;
    }
}
