using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pinnokio.Application.Common;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>The same create, called again while, before and after it runs, on two replicas over one database.</summary>
[Collection(RealServers.Name)]
public sealed class DuplicateCallTests : IAsyncLifetime
{
    private static readonly TimeSpan s_shortWait = TimeSpan.FromMilliseconds(500);
    private TestDatabase _database = null!;
    private PinnokioApp _one = null!;
    private PinnokioApp _other = null!;
    private Company _company = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _one = await PinnokioApp.StartAsync(_database);
        _other = await PinnokioApp.StartAsync(_database, services: WithShortWait);
        _company = await Company.EnsureAsync(_one.Client);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task MakeOneRowAndHundredEqualAnswers_WhenAllAreParallel()
    {
        await using var patient = await PinnokioApp.StartAsync(_database);
        HttpClient[] replicas = [_one.Client, patient.Client];

        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => _company.CreateAsync(replicas[i % 2], "E-1", "key")));

        replies.ShouldAllBe(reply => reply.Ok);
        replies.Select(reply => reply.Text).Distinct().Count().ShouldBe(1);
        replies.Count(reply => reply.Replayed).ShouldBe(99);
        (await _company.CountAsync(_database, "E-1")).ShouldBe(1);
    }

    [Fact]
    public async Task WaitsForTheFirst_WhenItStillRunsOnTheOtherReplica()
    {
        await using var patient = await PinnokioApp.StartAsync(_database);
        Task<RpcReply> first;
        Task<RpcReply> second;
        await using (await Blockade.OfTableAsync(_database, "hr.employees"))
        {
            first = _company.CreateAsync(_one.Client, "E-2", "key");
            await Blockade.UntilWaitingAsync(_database);
            second = _company.CreateAsync(patient.Client, "E-2", "key");
            await Blockade.UntilWaitingAsync(_database, sessions: 2);
        }

        (await second).Text.ShouldBe((await first).Text);
        (await first).Replayed.ShouldBeFalse();
        (await second).Replayed.ShouldBeTrue();
    }

    [Fact]
    public async Task IsInProgress_WhenTheFirstOnAnotherReplicaOutlastsItsWait()
    {
        Task<RpcReply> first;
        await using (await Blockade.OfTableAsync(_database, "hr.employees"))
        {
            first = _company.CreateAsync(_one.Client, "E-3", "key");
            await Blockade.UntilWaitingAsync(_database);
            ShouldBeInProgress(await _company.CreateAsync(_other.Client, "E-3", "key"));
        }

        (await first).Ok.ShouldBeTrue();
        var again = await _company.CreateAsync(_other.Client, "E-3", "key");
        again.Replayed.ShouldBeTrue();
        again.Text.ShouldBe((await first).Text);
    }

    [Fact]
    public async Task IsInProgress_WhenTheFirstOnTheSameReplicaOutlastsItsWait()
    {
        Task<RpcReply> first;
        await using (await Blockade.OfTableAsync(_database, "hr.employees"))
        {
            first = _company.CreateAsync(_other.Client, "E-4", "key");
            await Blockade.UntilWaitingAsync(_database);
            ShouldBeInProgress(await _company.CreateAsync(_other.Client, "E-4", "key"));
        }

        (await first).Ok.ShouldBeTrue();
        (await _company.CountAsync(_database, "E-4")).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IsInProgress_WhenItsOwnDeadlinePassesFirst(bool sameReplica)
    {
        await using var patient = await PinnokioApp.StartAsync(_database); // no start reads a table that is locked
        await using (await Blockade.OfTableAsync(_database, "hr.employees"))
        {
            var first = _company.CreateAsync(_one.Client, "E-5", "key", timeoutMs: 60_000);
            await Blockade.UntilWaitingAsync(_database);
            var replica = sameReplica ? _one : patient;
            ShouldBeInProgress(await _company.CreateAsync(replica.Client, "E-5", "key", timeoutMs: 400));
            first.IsCompleted.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Executes_WhenTheFirstFailed()
    {
        Task<RpcReply> first;
        Task<RpcReply> second;
        await using var patient = await PinnokioApp.StartAsync(_database);
        await using (await Blockade.OfTableAsync(_database, "hr.employees"))
        {
            first = _company.CreateAsync(_one.Client, "E-6", "key", timeoutMs: 2_000);
            await Blockade.UntilWaitingAsync(_database);
            second = _company.CreateAsync(patient.Client, "E-6", "key");
            (await first).Code.ShouldBe("TIMEOUT");
        }

        (await second).Ok.ShouldBeTrue();
        (await second).Replayed.ShouldBeFalse();
        (await _company.CountAsync(_database, "E-6")).ShouldBe(1);
    }

    private static void ShouldBeInProgress(RpcReply reply)
    {
        reply.Code.ShouldBe("IN_PROGRESS");
        reply.Error.GetProperty("retry_after_ms").GetInt32().ShouldBePositive();
        reply.Outcome.ShouldBe("not_applied");
    }

    private static void WithShortWait(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton(new IdempotencyOptions { DuplicateWait = s_shortWait }));
}
