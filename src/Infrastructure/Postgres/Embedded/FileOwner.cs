using System.Globalization;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>Who owns a file, asked of <c>ls</c>, whose form is the same on every Unix.</summary>
internal static class FileOwner
{
    public static async Task<(uint Uid, string Mode)> OfAsync(string path, CancellationToken ct)
    {
        var listing = await new Command("ls", "-ldn", path).RunAsync(ct);
        var fields = listing.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            listing.Succeeded && fields.Length > 3 && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
            ? (uid, fields[0])
            : throw new EmbeddedPostgresException($"Could not tell who owns {path}: {listing.Output}");
    }
}
