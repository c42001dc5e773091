using System.Diagnostics;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>Deadlines and leaving callers, felt by PostgreSQL.</summary>
[Collection(RealServers.Name)]
public sealed class DeadlineTests : IAsyncLifetime
{
    private const int Deadline = 200;
    private static readonly TimeSpan s_prompt = TimeSpan.FromSeconds(2); // a tenth of it on an idle machine

    private TestDatabase _database = null!;
    private PinnokioApp _app = null!;
    private Company _company = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _app = await PinnokioApp.StartAsync(_database);
        _company = await Company.EnsureAsync(_app.Client);
        await _company.HireAsync(_app.Client, "E-0"); // so that a deadline is not spent on a first call
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task EndsAWriteWithoutATrace_WhenItPassesBeforeTheCommit()
    {
        await using (await Blockade.OfTableAsync(_database, "hr.employees"))
        {
            var reply = await PromptlyAsync(_company.CreateAsync(_app.Client, "E-1", "key", Deadline));

            reply.Code.ShouldBe("TIMEOUT");
            reply.Outcome.ShouldBe("not_applied");
            reply.Error.GetProperty("retry_after_ms").GetInt32().ShouldBePositive();
            await Blockade.UntilNobodyWaitsAsync(_database);
        }

        (await _company.CountAsync(_database, "E-1")).ShouldBe(0);
        (await _database.ScalarAsync<long>("SELECT count(*) FROM core.idempotency_records WHERE outcome IS NULL")).ShouldBe(0);
        (await _company.CreateAsync(_app.Client, "E-1", "key")).Replayed.ShouldBeFalse();
        (await _company.CountAsync(_database, "E-1")).ShouldBe(1);
    }

    [Fact]
    public async Task EndsAWriteWithoutATrace_WhenItPassesWhileTheCommitCanStillBeStopped()
    {
        await using (await Blockade.OfCommitsAsync(_database))
        {
            var reply = await PromptlyAsync(_company.CreateAsync(_app.Client, "E-2", "key", timeoutMs: 1_000));

            reply.Code.ShouldBe("TIMEOUT");
            reply.Outcome.ShouldBe("not_applied");
        }

        var again = await _company.CreateAsync(_app.Client, "E-2", "key");
        again.Replayed.ShouldBeFalse(again.Text);
        (await _company.CountAsync(_database, "E-2")).ShouldBe(1);
    }

    [Fact]
    public async Task LeavesAWriteUnknown_WhenTheServerEndsItsSessionWithinTheCommit()
    {
        await using (await Blockade.OfCommitsAsync(_database))
        {
            var create = _company.CreateAsync(_app.Client, "E-4", "key");
            await Blockade.UntilWaitingAsync(_database);
            await Blockade.EndWaitingAsync(_database);
            var reply = await create;

            reply.Code.ShouldBe("UNAVAILABLE");
            reply.Outcome.ShouldBe("unknown");
        }

        (await _company.CreateAsync(_app.Client, "E-4", "key")).Ok.ShouldBeTrue();
        (await _company.CountAsync(_database, "E-4")).ShouldBe(1);
    }

    [Fact]
    public async Task CancelsTheQueryOfARead()
    {
        await using var blockade = await Blockade.OfTableAsync(_database, "hr.employees");

        var reply = await PromptlyAsync(_company.ListAsync(_app.Client, "reader", Deadline));

        reply.Code.ShouldBe("TIMEOUT");
        reply.Outcome.ShouldBeNull();
        await Blockade.UntilNobodyWaitsAsync(_database);
    }

    [Fact]
    public async Task CancelsTheRead_WhenItsCallerLeaves()
    {
        using var leaving = new CancellationTokenSource();
        await using var blockade = await Blockade.OfTableAsync(_database, "hr.employees");
        var read = _company.ListAsync(_app.Client, "reader", ct: leaving.Token);
        await Blockade.UntilWaitingAsync(_database);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(read);
        await Blockade.UntilNobodyWaitsAsync(_database);
    }

    [Fact]
    public async Task CompletesTheWrite_WhenItsCallerLeaves()
    {
        using var leaving = new CancellationTokenSource();
        Task<RpcReply> create;
        await using (await Blockade.OfTableAsync(_database, "hr.employees"))
        {
            create = _company.CreateAsync(_app.Client, "E-3", "key", ct: leaving.Token);
            await Blockade.UntilWaitingAsync(_database);

            await leaving.CancelAsync();

            (await Blockade.WaitingAsync(_database)).ShouldBe(1);
        }

        await Should.ThrowAsync<OperationCanceledException>(create);
        await Eventually.HoldsAsync(async () => await _company.CountAsync(_database, "E-3") == 1);
        (await _company.CreateAsync(_app.Client, "E-3", "key")).Replayed.ShouldBeTrue();
    }

    [Fact]
    public async Task LeaveOtherReadersAlone_WhenTheOneThatLoadsForThemLeaves()
    {
        using var leaving = new CancellationTokenSource();
        Task<RpcReply> staying;
        await using (await Blockade.OfTableAsync(_database, "hr.employees"))
        {
            var loading = _company.ListAsync(_app.Client, "reader", ct: leaving.Token);
            await Blockade.UntilWaitingAsync(_database);
            staying = _company.ListAsync(_app.Client, "reader");
            await leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(loading);
        }

        (await staying).Ok.ShouldBeTrue();
    }

    private static async Task<RpcReply> PromptlyAsync(Task<RpcReply> call)
    {
        var watch = Stopwatch.StartNew();
        var reply = await call;
        watch.Elapsed.ShouldBeLessThan(s_prompt);
        return reply;
    }
}
