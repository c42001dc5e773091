using System.Globalization;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>What a running server writes about itself into <c>postmaster.pid</c>.</summary>
internal sealed record PostmasterFile(int Pid, int? Port, string Status)
{
    public const string Name = "postmaster.pid";

    /// <summary>Null when there is no file, or when the server has only begun to write it.</summary>
    public static PostmasterFile? Read(string dataFolder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(dataFolder, Name));
        }
        catch (IOException)
        {
            return null;
        }
        return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) && pid > 0
            ? new PostmasterFile(pid, Number(lines, 3), lines.Length > 7 ? lines[7].Trim() : "")
            : null;
    }

    private static int? Number(string[] lines, int index) =>
        lines.Length > index && int.TryParse(lines[index], CultureInfo.InvariantCulture, out var number) ? number : null;
}
