using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>
/// Starts, finds and stops the postmaster of one data folder, through pg_ctl: it gives the server a session of its own,
/// so a Ctrl-C in our terminal reaches us alone.
/// </summary>
internal sealed class ServerProcess(ServerFolder folder, PostgresBinaries binaries, bool durable, TimeProvider clock)
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServerLog _log = new(folder);

    /// <summary>Starts the server on the given port, or on one that the operating system picks; answers the port.</summary>
    public async Task<int> StartAsync(int? fixedPort, CancellationToken ct)
    {
        await _log.PrepareAsync(ct);
        var began = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            var port = fixedPort ?? FreePort();
            var logged = _log.Length;
            // Not cancelled half-way: pg_ctl alone knows the server that it is starting.
            var result = await PgCtl("start", "-l", "postgres.log", "-t", "120", "-o", ServerSettings.CommandLine(port, durable))
                .RunAsync(CancellationToken.None);
            if (result.Succeeded)
            {
                return port;
            }
            var said = await _log.TailAsync(logged, ct);
            if (said.Contains("could not bind", StringComparison.Ordinal) && attempt < PortAttempts)
            {
                continue;
            }
            if (said.Contains("shared memory block", StringComparison.Ordinal) && clock.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, clock, ct);
                continue;
            }
            await StopAsync();
            throw new EmbeddedPostgresException(
                $"PostgreSQL ({binaries.Folder}) did not start on {folder.Data}. Its last words, from {folder.Log}:\n{(said.Length > 0 ? said : result.Output)}"
            );
        }
    }

    /// <summary>The live server of this data folder, once it answers; a file left by a dead one is made harmless.</summary>
    public async Task<PostmasterFile?> FindRunningAsync(CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (PostmasterFile.Read(folder.Data) is { } file)
        {
            if (!await IsOursAsync(file.Pid, ct))
            {
                await DisarmAsync(file, ct);
                return null;
            }
            if (file is { Status: "ready", Port: not null })
            {
                return file;
            }
            if (clock.GetElapsedTime(began) > Patience)
            {
                throw new EmbeddedPostgresException(
                    $"A PostgreSQL server (pid {file.Pid}) holds {folder.Data} and is stuck in the state '{file.Status}'; stop it first."
                );
            }
            await Task.Delay(Pause, clock, ct);
        }
        return null;
    }

    /// <summary>Fast shutdown, then immediate if that takes too long; returns when the process is gone.</summary>
    public async Task StopAsync()
    {
        if (PostmasterFile.Read(folder.Data) is not { } file || !await IsOursAsync(file.Pid, CancellationToken.None))
        {
            return;
        }
        var result = await PgCtl("stop", "-m", "fast", "-t", "30").RunAsync(CancellationToken.None);
        if (!result.Succeeded)
        {
            await PgCtl("stop", "-m", "immediate", "-t", "30").RunAsync(CancellationToken.None);
        }
        var began = clock.GetTimestamp();
        while (IsAlive(file.Pid) && clock.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Pause, clock, CancellationToken.None);
        }
    }

    /// <summary>Names relative to the working folder, because pg_ctl puts them into a shell command.</summary>
    private Command PgCtl(string action, params string[] arguments) =>
        folder.Account.Run(new Command(binaries.PgCtl, [action, "-w", "-D", "postgres", .. arguments]) { WorkingFolder = folder.Path });

    /// <summary>A process number may have gone to somebody else since; a postmaster works inside its data folder.</summary>
    private async Task<bool> IsOursAsync(int pid, CancellationToken ct)
    {
        if (!IsAlive(pid))
        {
            return false;
        }
        if (!OperatingSystem.IsLinux())
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        var link = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cwd");
        var folderOfProcess = await folder.Account.Run(new Command("readlink", link) { WorkingFolder = folder.Path }).RunAsync(ct);
        return folderOfProcess.Succeeded && folderOfProcess.Output == folder.Data;
    }

    private static bool IsAlive(int pid)
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

    /// <summary>
    /// PostgreSQL itself replaces the file of a dead server after making sure that none of its children is left. It gives up only
    /// when the number belongs to a living process, so the number alone is changed, to one that no process can have.
    /// </summary>
    private async Task DisarmAsync(PostmasterFile file, CancellationToken ct)
    {
        if (!IsAlive(file.Pid))
        {
            return;
        }
        var path = Path.Combine(folder.Data, PostmasterFile.Name);
        var lines = await File.ReadAllLinesAsync(path, ct);
        lines[0] = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        var replacement = Path.Combine(folder.Path, PostmasterFile.Name + ".unfinished");
        await ServerPassword.WritePrivateAsync(replacement, string.Join('\n', lines) + "\n", ct);
        await folder.Account.TakeOverAsync(replacement, ct);
        File.Move(replacement, path, overwrite: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
