using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>
/// Versions are random, not counted: one that was lost, or came back from an old snapshot, can never meet an entry by chance.
/// </summary>
internal static class CacheVersion
{
    private const int Length = 16;
    private const int MaxLength = 64;
    private static readonly SearchValues<byte> s_allowed = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"u8
    );

    public static string New() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>Whether this can stand in an entry as it is; a foreign writer could have left anything.</summary>
    public static bool IsUsable([NotNullWhen(true)] byte[]? version) =>
        version?.Length is > 0 and <= MaxLength && !version.AsSpan().ContainsAnyExcept(s_allowed);
}
