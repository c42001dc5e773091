using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pinnokio.Support;

/// <summary>A program that a test starts, listens to and ends; it never outlives the test process.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int LinesKept = 20_000;
    private const int NoSuchProcess = 3;

    private readonly Process _process;
    private readonly ReaperProcess _reaper;
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];

    private bool _disposed;

    private ChildProcess(Process process, ReaperProcess reaper) => (_process, _reaper, Pid) = (process, reaper, process.Id);

    public int Pid { get; }
    public bool HasExited => _disposed || _process.HasExited;
    public int ExitCode => _process.ExitCode;

    /// <summary>What it has written so far, standard output and standard error together.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>A null value in <paramref name="environment"/> takes that variable away from the child.</summary>
    public static ChildProcess Start(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null,
        UnixSignal whenAbandoned = UnixSignal.Kill
    )
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        var child = new ChildProcess(Process.Start(start)!, new ReaperProcess(whenAbandoned));
        child._reaper.Watch(child.Pid);
        child._process.OutputDataReceived += (_, e) => child.Hear(e.Data);
        child._process.ErrorDataReceived += (_, e) => child.Hear(e.Data);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end; a failing one throws with what it wrote.</summary>
    public static async Task<string> RunAsync(string file, params IEnumerable<string> arguments)
    {
        await using var child = Start(file, arguments);
        var exitCode = await child.ExitAsync(TimeSpan.FromMinutes(2));
        var output = string.Join('\n', child.Lines);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{file} ended with {exitCode}: {output}");
    }

    public Task<string> LineAsync(string containing, TimeSpan? within = null) =>
        LineAsync(line => line.Contains(containing, StringComparison.Ordinal), within);

    /// <summary>The first line, past or to come, that is wanted; throws when the program ends or the time passes without it.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted, TimeSpan? within = null)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.FirstOrDefault(wanted) is { } line)
                return line;
            _waiting.Add((wanted, found));
        }

        using var deadline = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(30));
        await Task.WhenAny(found.Task, _process.WaitForExitAsync(deadline.Token));
        lock (_lines)
            _waiting.RemoveAll(waiting => waiting.Found == found);
        return found.Task.IsCompletedSuccessfully
            ? await found.Task
            : throw new TimeoutException(
                $"The line never came ({(HasExited ? $"the program ended with {ExitCode}" : "it still runs")}):\n{string.Join('\n', Lines)}"
            );
    }

    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        await _process.WaitForExitAsync().WaitAsync(within ?? TimeSpan.FromSeconds(30));
        return ExitCode;
    }

    public void Signal(UnixSignal signal)
    {
        if (!HasExited && Kill(Pid, (int)signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
            throw new InvalidOperationException($"{signal} did not reach process {Pid}: error {Marshal.GetLastPInvokeError()}");
    }

    public Task<int> TerminateAsync(TimeSpan? within = null) => EndAsync(UnixSignal.Terminate, within);

    public Task<int> KillAsync() => EndAsync(UnixSignal.Kill, within: null);

    public Task<int> EndAsync(UnixSignal signal, TimeSpan? within)
    {
        Signal(signal);
        return ExitAsync(within);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        await KillAsync();
        _disposed = true;
        _reaper.Dispose();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
        {
            _lines.Add(line);
            if (_lines.Count > LinesKept)
                _lines.RemoveRange(0, LinesKept / 2);
            foreach (var (wanted, found) in _waiting)
                if (wanted(line))
                    found.TrySetResult(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}

public enum UnixSignal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
