using System.Collections.Concurrent;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>The process is asked to stop while creates pour in.</summary>
[Collection(RealServers.Name)]
public sealed class StopUnderLoadTests
{
    private const int Callers = 16;
    private const int AnswersBeforeTheStop = 200;

    [Fact]
    public async Task LeavesNoCreateHalfWritten()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var stopping = await ProductProcess.ReadyAsync(database);
        var company = await Company.EnsureAsync(stopping.Client);
        var load = new Load(company, stopping.Client);
        var callers = Enumerable.Range(0, Callers).Select(load.RunAsync).ToArray();
        await load.Busy;

        (await stopping.Process.TerminateAsync(TimeSpan.FromSeconds(60))).ShouldBe(0);
        await Task.WhenAll(callers);

        await using var fresh = await ProductProcess.ReadyAsync(database);
        load.Answered.Count.ShouldBeGreaterThanOrEqualTo(AnswersBeforeTheStop);
        foreach (var (identifier, employee) in load.Answered)
        {
            var stored = await database.ScalarAsync<Guid>($"SELECT id FROM hr.employees WHERE identifier = '{identifier}'");
            stored.ShouldBe(employee);
        }

        foreach (var identifier in load.Unanswered)
        {
            var existed = await company.CountAsync(database, identifier) == 1;
            var retried = await company.CreateAsync(fresh.Client, identifier, key: identifier);
            retried.Ok.ShouldBeTrue(retried.Text);
            retried.Replayed.ShouldBe(existed);
            (await company.CountAsync(database, identifier)).ShouldBe(1);
        }

        (await database.ScalarAsync<long>("SELECT count(*) FROM core.idempotency_records WHERE outcome IS NULL")).ShouldBe(0);
        (await database.ScalarAsync<long>("SELECT count(*) FROM hr.employees")).ShouldBe(
            await database.ScalarAsync<long>("SELECT count(*) FROM core.idempotency_records")
        );
    }

    [Fact]
    public async Task AnswersTheCallsInFlight_BeforeItEnds()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var stopping = await ProductProcess.ReadyAsync(database);
        var company = await Company.EnsureAsync(stopping.Client);
        Task<RpcReply> create;
        await using (await Blockade.OfTableAsync(database, "hr.employees"))
        {
            create = company.CreateAsync(stopping.Client, "E-1", "key");
            await Blockade.UntilWaitingAsync(database);
            stopping.Process.Signal(UnixSignal.Terminate);
            await Eventually.HoldsAsync(async () =>
                await Record.ExceptionAsync(() => stopping.Client.IsReadyAsync()) is HttpRequestException
            );
        }

        var reply = await create;
        reply.Ok.ShouldBeTrue(reply.Text);
        (await stopping.Process.ExitAsync()).ShouldBe(0);
        (await company.CountAsync(database, "E-1")).ShouldBe(1);
    }

    /// <summary>Callers that create one employee after another until they are not answered any more.</summary>
    private sealed class Load(Company company, HttpClient replica)
    {
        private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentDictionary<string, Guid> Answered { get; } = [];

        public ConcurrentBag<string> Unanswered { get; } = [];

        public Task Busy => _busy.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public async Task RunAsync(int caller)
        {
            for (var call = 0; ; call++)
            {
                var identifier = $"E-{caller}-{call}";
                try
                {
                    var reply = await company.CreateAsync(replica, identifier, key: identifier);
                    Answered[identifier] = reply.Data.GetProperty("employee_id").GetGuid();
                }
                catch (HttpRequestException)
                {
                    Unanswered.Add(identifier);
                    return;
                }

                if (Answered.Count >= AnswersBeforeTheStop)
                {
                    _busy.TrySetResult();
                }
            }
        }
    }
}
