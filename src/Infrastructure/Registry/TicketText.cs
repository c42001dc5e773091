using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>Tickets as their bearers have them, 32 random bytes, and as the store knows them: by a hash that opens nothing.</summary>
internal static class TicketText
{
    private const int Bytes = 32;
    private static readonly int s_length = Base64Url.GetEncodedLength(Bytes);

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Null when the text cannot be a ticket.</summary>
    public static string? HashOf(string ticket) =>
        ticket.Length == s_length && Base64Url.IsValid(ticket)
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(ticket)))
            : null;
}
