using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Support;

public sealed class ChildProcessTests
{
    private static readonly string[] _echoThenWait = ["-c", "echo \"hello $NAME\"; read -r line"];

    [Fact]
    public async Task HearsALine_WhetherItCameBeforeOrAfterAsking()
    {
        await using var child = ChildProcess.Start("sh", _echoThenWait, new Dictionary<string, string?> { ["NAME"] = "Geppetto" });

        (await child.LineAsync("hello")).ShouldBe("hello Geppetto");
        (await child.LineAsync("hello")).ShouldBe("hello Geppetto");
    }

    [Fact]
    public async Task SaysHowItEnded_WhenTheLineNeverComes()
    {
        await using var child = ChildProcess.Start("sh", ["-c", "echo other >&2; exit 3"]);

        var failure = await Should.ThrowAsync<TimeoutException>(() => child.LineAsync("hello"));
        failure.Message.ShouldContain("ended with 3");
        failure.Message.ShouldContain("other");
    }

    [Fact]
    public async Task EndsBySignal_WhenTerminated()
    {
        await using var child = ChildProcess.Start("sh", _echoThenWait);
        await child.LineAsync("hello");

        (await child.TerminateAsync()).ShouldBe(128 + (int)UnixSignal.Terminate);
    }

    [Fact]
    public async Task TakesItsOwnChildrenAlong_WhenItsStarterIsKilled()
    {
        var folder = Directory.CreateTempSubdirectory("pinnokio-reaper-");
        var reaper = new ReaperProcess(folder: folder.FullName);
        await using var child = ChildProcess.Start("sh", _echoThenWait);
        reaper.Watch(child.Pid);

        // Closing the pipe is what the end of this process does to it.
        reaper.Abandon();

        (await child.ExitAsync()).ShouldBe(128 + (int)UnixSignal.Kill);
        await Eventually.HoldsAsync(() => !Directory.Exists(folder.FullName));
    }
}
