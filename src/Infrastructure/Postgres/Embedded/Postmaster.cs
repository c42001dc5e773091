using System.Diagnostics;
using System.Globalization;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>The process that <c>postmaster.pid</c> names: whether it lives, and whether it is still the server.</summary>
internal sealed class Postmaster(PostgresFolder folder, TimeProvider clock)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    public PostmasterFile? ReadFile() => PostmasterFile.Read(folder.Data);

    /// <summary>A process number may have gone to somebody else since; a postmaster works inside its data folder.</summary>
    public async Task<bool> IsOursAsync(int pid, CancellationToken ct)
    {
        if (!IsAlive(pid))
        {
            return false;
        }
        if (!OperatingSystem.IsLinux())
        {
            return NameOf(pid).StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        var link = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cwd");
        var seen = await folder.Account.Run(new Command("readlink", link) { WorkingFolder = folder.Path }).RunAsync(ct);
        return seen.Succeeded && seen.Output == folder.Data;
    }

    /// <summary>Repeats until the answer is yes; false when patience runs out first.</summary>
    public async Task<bool> WaitAsync(Func<bool> until, TimeSpan patience, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (!until())
        {
            if (clock.GetElapsedTime(began) > patience)
            {
                return false;
            }
            await Task.Delay(_pause, clock, ct);
        }
        return true;
    }

    /// <summary>Ends the server at once, without its own programs; the data stay consistent.</summary>
    public async Task AbortAsync(CancellationToken ct)
    {
        if (ReadFile() is not { } file || !await IsOursAsync(file.Pid, ct))
        {
            return;
        }
        var pid = file.Pid.ToString(CultureInfo.InvariantCulture);
        await folder.Account.Run(new Command("sh", "-c", "kill -QUIT \"$0\"", pid) { WorkingFolder = folder.Path }).RunAsync(ct);
        await WaitAsync(() => !IsAlive(file.Pid), TimeSpan.FromSeconds(30), ct);
    }

    /// <summary>
    /// PostgreSQL itself replaces the file of a dead server after making sure that none of its children is left. It gives up only
    /// when the number belongs to a living process, so the number alone is changed, to one that no process can have.
    /// </summary>
    public async Task DisarmFileAsync(PostmasterFile file, CancellationToken ct)
    {
        if (file.Pid != 0 && !Exists(file.Pid))
        {
            return;
        }
        var path = Path.Combine(folder.Data, PostmasterFile.Name);
        if (file.Pid == 0)
        {
            File.Delete(path);
            return;
        }
        var lines = await File.ReadAllLinesAsync(path, ct);
        lines[0] = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        var replacement = Path.Combine(folder.Path, PostmasterFile.Name + ".unfinished");
        await PrivateFile.WriteAsync(replacement, string.Join('\n', lines) + "\n", ct);
        await folder.Account.TakeOverAsync(replacement, ct);
        File.Move(replacement, path, overwrite: true);
    }

    /// <summary>A zombie counts as dead: in a container nobody may ever collect it.</summary>
    public static bool IsAlive(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Exists(pid);
        }
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool Exists(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string NameOf(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return "";
        }
    }
}
