using System.Globalization;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

internal sealed record PasswdEntry(string Name, uint Uid, uint Gid);

/// <summary>The local accounts. initdb insists on one that is listed, so a bare number is no substitute.</summary>
internal static class PasswdFile
{
    private static readonly string[] _preferred = ["postgres", "_postgres", "nobody", "daemon"];

    public static async Task<IReadOnlyList<PasswdEntry>> ReadAsync(CancellationToken ct) =>
        File.Exists("/etc/passwd") ? Parse(await File.ReadAllLinesAsync("/etc/passwd", ct)) : [];

    public static IReadOnlyList<PasswdEntry> Parse(IEnumerable<string> lines) =>
        [
            .. lines
                .Select(line => line.Split(':'))
                .Where(fields => fields.Length >= 4 && IsNumber(fields[2]) && IsNumber(fields[3]))
                .Select(fields => new PasswdEntry(fields[0], Number(fields[2]), Number(fields[3]))),
        ];

    public static IEnumerable<PasswdEntry> Unprivileged(IReadOnlyList<PasswdEntry> accounts) =>
        _preferred.SelectMany(name => accounts.Where(a => a.Name == name && a.Uid != 0));

    private static bool IsNumber(string field) => uint.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static uint Number(string field) => uint.Parse(field, CultureInfo.InvariantCulture);
}
