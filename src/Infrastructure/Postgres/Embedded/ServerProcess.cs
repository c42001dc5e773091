namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>
/// Starts, finds and stops the server of one data folder, through pg_ctl: it gives the server a session of its own,
/// so a Ctrl-C in our terminal reaches us alone.
/// </summary>
internal sealed class ServerProcess(
    PostgresFolder folder,
    PostgresBinaries binaries,
    bool durable,
    EmbeddedPostgresSurroundings surroundings
)
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly ServerLog _log = new(folder);
    private readonly Postmaster _postmaster = new(folder, surroundings.Clock);

    /// <summary>Starts the server on the given port, or on a free one; answers the port.</summary>
    public async Task<int> StartAsync(int? fixedPort, CancellationToken ct)
    {
        await _log.PrepareAsync(ct);
        var clock = surroundings.Clock;
        var began = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            var port = fixedPort ?? surroundings.PickPort();
            var logged = _log.Length;
            string[] start = ["-l", "postgres.log", "-t", "120", "-o", ServerSettings.CommandLine(port, durable)];
            // Not cancelled half-way: pg_ctl alone knows the server that it is starting.
            var result = await PgCtl("start", start).RunAsync(CancellationToken.None);
            if (result.Succeeded)
            {
                return port;
            }
            var said = await _log.TailAsync(logged, ct);
            var portWasTaken = said.Contains("could not bind", StringComparison.Ordinal) && attempt < PortAttempts;
            var childrenLinger = said.Contains("shared memory block", StringComparison.Ordinal) && clock.GetElapsedTime(began) < _patience;
            if (!portWasTaken && !childrenLinger)
            {
                await StopAsync();
                throw DidNotStart(said.Length > 0 ? said : result.Output);
            }
            await Task.Delay(_pause, clock, ct);
        }
    }

    /// <summary>The live server of this data folder, once it is ready; the file of a dead one is made harmless.</summary>
    public async Task<PostmasterFile?> FindRunningAsync(CancellationToken ct)
    {
        var seenEmpty = false;
        while (_postmaster.ReadFile() is { } file)
        {
            if (file.Pid == 0 && !seenEmpty)
            {
                seenEmpty = true;
                await _postmaster.WaitAsync(() => _postmaster.ReadFile() != file, TimeSpan.FromSeconds(1), ct);
                continue;
            }
            if (!await _postmaster.IsOursAsync(file.Pid, ct))
            {
                await _postmaster.DisarmFileAsync(file, ct);
                return null;
            }
            if (file is { Status: "ready", Port: not null })
            {
                return file;
            }
            if (!await _postmaster.WaitAsync(() => _postmaster.ReadFile() != file || !Postmaster.IsAlive(file.Pid), _patience, ct))
            {
                throw new EmbeddedPostgresException(
                    $"A PostgreSQL server (pid {file.Pid}) holds {folder.Data} and is stuck in the state '{file.Status}'; stop it first."
                );
            }
        }
        return null;
    }

    /// <summary>Fast shutdown, then immediate if that takes too long; returns when the process is gone.</summary>
    public async Task StopAsync()
    {
        if (_postmaster.ReadFile() is not { } file || !await _postmaster.IsOursAsync(file.Pid, CancellationToken.None))
        {
            return;
        }
        var result = await PgCtl("stop", "-m", "fast", "-t", "30").RunAsync(CancellationToken.None);
        if (!result.Succeeded)
        {
            await PgCtl("stop", "-m", "immediate", "-t", "30").RunAsync(CancellationToken.None);
        }
        await _postmaster.WaitAsync(() => !Postmaster.IsAlive(file.Pid), _patience, CancellationToken.None);
    }

    /// <summary>Makes our password the server's again when the kept one was lost; whoever can do this owns the data anyway.</summary>
    public async Task ResetPasswordAsync(string password, CancellationToken ct)
    {
        string[] arguments = ["--single", "-D", "postgres", "-c", "password_encryption=scram-sha-256", "postgres"];
        var single = new Command(binaries.Postgres, arguments)
        {
            WorkingFolder = folder.Path,
            Input = $"ALTER ROLE {DataFolder.Superuser} PASSWORD '{password}';\n",
        };
        var result = await folder.Account.Run(single).RunAsync(ct);
        if (!result.Succeeded || result.Output.Contains("ERROR:", StringComparison.Ordinal))
        {
            throw new EmbeddedPostgresException(
                $"The password of the server in {folder.Data} is lost and could not be set anew:\n{result.Output}"
            );
        }
    }

    /// <summary>pg_ctl puts the folder into a shell command: whole where it can, for the reader of <c>ps</c>, else relative.</summary>
    private Command PgCtl(string action, params string[] arguments)
    {
        var data = ShellText.Keeps(folder.Data) ? folder.Data : "postgres";
        return folder.Account.Run(new Command(binaries.PgCtl, [action, "-w", "-D", data, .. arguments]) { WorkingFolder = folder.Path });
    }

    private EmbeddedPostgresException DidNotStart(string lastWords) =>
        new(
            $"PostgreSQL ({binaries.Folder}) did not start on {folder.Data}. Its last words (all of them are in {folder.Log}):\n{lastWords}"
        );
}
