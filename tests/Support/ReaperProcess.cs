using System.Diagnostics;

namespace Pinnokio.Support;

/// <summary>
/// A shell that sleeps on a pipe from this process. When the pipe closes, because the test is done or because its process was
/// killed in whatever way, the shell ends what it was told to watch and removes the folder.
/// </summary>
internal sealed class ReaperProcess : IDisposable
{
    private const string Script = """
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        while read -r line; do pid=$line; done
        if [ "${pid:-0}" -gt 0 ]; then kill -CONT "$pid"; kill -"$1" "$pid"; fi
        if [ -n "$2" ]; then for attempt in 1 2 3 4 5 6 7 8 9; do rm -rf "$2" && break; sleep 1; done; fi
        """;

    private readonly Process _shell;

    public ReaperProcess(UnixSignal signal = UnixSignal.Kill, string folder = "")
    {
        string[] arguments = ["-c", Script, "reaper", $"{(int)signal}", folder];
        _shell = Process.Start(new ProcessStartInfo("/bin/sh", arguments) { RedirectStandardInput = true, WorkingDirectory = "/" })!;
        _shell.StandardInput.AutoFlush = true;
    }

    public void Watch(int pid) => _shell.StandardInput.WriteLine(pid);

    /// <summary>What the end of this process would do: the shell gets to work.</summary>
    public void Abandon() => _shell.StandardInput.Close();

    public void Dispose()
    {
        Watch(0);
        _shell.StandardInput.Close();
        _shell.Dispose();
    }
}
