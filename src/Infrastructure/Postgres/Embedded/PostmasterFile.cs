using System.Globalization;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>What a running server writes about itself into <c>postmaster.pid</c>.</summary>
internal sealed record PostmasterFile(int Pid, int? Port, string Status)
{
    public const string Name = "postmaster.pid";

    /// <summary>Null when there is no file; pid 0 when the file names none (it is just being written, or was cut short).</summary>
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
        var pid = Number(lines, 0) is { } number and > 0 ? number : 0;
        return new PostmasterFile(pid, Number(lines, 3), lines.Length > 7 ? lines[7].Trim() : "");
    }

    private static int? Number(string[] lines, int index) =>
        lines.Length > index && int.TryParse(lines[index], CultureInfo.InvariantCulture, out var number) ? number : null;
}
