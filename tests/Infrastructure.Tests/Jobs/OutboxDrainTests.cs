using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Jobs;
using Pinnokio.Infrastructure.Tests.Postgres;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Jobs;

public sealed class OutboxDrainTests : IAsyncLifetime
{
    private HrDatabase _database = null!;
    private JobRig _rig = null!;

    public async Task InitializeAsync()
    {
        _database = await HrDatabase.MigratedAsync();
        _rig = await JobRig.OnAsync(_database);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task TellsOnceAndInOrder_WhenReplicasDrainTogether()
    {
        var jobs = new List<Job>();
        for (var n = 0; n < 8; n++)
        {
            jobs.Add(await _rig.AddedAsync());
        }

        await Task.WhenAll(jobs.Select(ReportAsync));
        var delivery = new RecordingDelivery();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Drain(delivery).DrainAsync(CancellationToken.None)));

        foreach (var job in jobs)
        {
            delivery.Of(job).ShouldBe([1, 2, 3, 4, 5]);
        }

        (await WaitingAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task HoldsBackWhatFollowsAFailure_AndOnlyOfThatJob()
    {
        var (stuck, other) = (await _rig.AddedAsync(), await _rig.AddedAsync());
        await ReportAsync(stuck);
        await ReportAsync(other);
        var delivery = new RecordingDelivery { Fails = row => row.JobId == stuck.JobId && Completed(row) == 3 };

        await Drain(delivery).DrainAsync(CancellationToken.None);

        delivery.Of(other).ShouldBe([1, 2, 3, 4, 5]);
        delivery.Of(stuck).ShouldBe([1, 2]);
        (await _rig.ScalarAsync<string>("SELECT last_error FROM hr.job_outbox WHERE attempts = 1")).ShouldBe("dependency_unavailable");
        (await _rig.ScalarAsync<bool>("SELECT next_at > now() FROM hr.job_outbox WHERE attempts = 1")).ShouldBeTrue();

        delivery.Fails = _ => false;
        await _rig.ExecuteAsync("UPDATE hr.job_outbox SET next_at = now() WHERE done_at IS NULL");
        await Drain(delivery).DrainAsync(CancellationToken.None);
        delivery.Of(stuck).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task WaitsLonger_TheOftenerItFailed()
    {
        await ReportAsync(await _rig.AddedAsync());
        var delivery = new RecordingDelivery { Fails = _ => true };
        var waits = new List<double>();
        for (var n = 0; n < 8; n++)
        {
            await _rig.ExecuteAsync("UPDATE hr.job_outbox SET next_at = now() WHERE attempts > 0");
            await Drain(delivery).DrainAsync(CancellationToken.None);
            waits.Add(
                await _rig.ScalarAsync<double>("SELECT extract(epoch FROM next_at - now())::float8 FROM hr.job_outbox WHERE attempts > 0")
            );
        }

        waits[0].ShouldBeInRange(0, 0.25);
        waits[^1].ShouldBeInRange(waits[0], 5);
        waits[^1].ShouldBeGreaterThan(2.5);
    }

    [Fact]
    public async Task IsTakenByAnother_WhenADelivererDies()
    {
        var job = await _rig.AddedAsync();
        await _rig.AcceptAsync(JobRig.End(job));
        var hanging = new RecordingDelivery { Hangs = new TaskCompletionSource() };
        var dying = Drain(hanging).DrainAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => hanging.Began);

        var second = new RecordingDelivery();
        await Drain(second).DrainAsync(CancellationToken.None);
        second.Count.ShouldBe(0, "the first one holds it");

        await _rig.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()"
        );
        await Eventually.HoldsAsync(async () =>
        {
            await Drain(second).DrainAsync(CancellationToken.None);
            return second.Count == 1;
        });
        hanging.Hangs.SetResult();
        await Should.ThrowAsync<Exception>(() => dying);
        (await WaitingAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task PublishesOnce_WhenItIsToldAgain()
    {
        var job = await _rig.AddedAsync();
        await _rig.AcceptAsync(JobRig.End(job));
        await Drain(_rig.Push).DrainAsync(CancellationToken.None);
        await _rig.ExecuteAsync("UPDATE hr.job_outbox SET done_at = NULL");
        await Drain(_rig.Push).DrainAsync(CancellationToken.None);

        var told = _rig.Bus.Published.ShouldHaveSingleItem();
        (told.UserId, told.Channel).ShouldBe((JobRig.User, $"user:{JobRig.User}"));
    }

    [Fact]
    public async Task DeliversAtOnceWhatThisReplicaAccepted_AndWithATickWhatAnotherLeft()
    {
        var clock = new FakeTimeProvider();
        var delivery = new RecordingDelivery();
        using var drain = Drain(delivery, clock);
        await drain.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => clock.Waiting == 1);

        var first = await _rig.AddedAsync();
        await _rig.AcceptAsync(JobRig.End(first));
        await Eventually.HoldsAsync(() => delivery.Count == 1);

        var second = await _rig.AddedAsync();
        await _rig.ExecuteAsync($$"""INSERT INTO hr.job_outbox (job_id, kind, payload) VALUES ('{{second.JobId}}', 'push', '{}')""");
        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => delivery.Count == 2);
        await drain.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task ForgetsWhatIsADayOld_ButNothingThatWaits()
    {
        var job = await _rig.AddedAsync();
        await ReportAsync(job);
        await _rig.AcceptAsync(JobRig.End(_rig.NewJob()));
        await _rig.ExecuteAsync(
            """
            UPDATE hr.job_outbox SET created_at = now() - interval '2 days', done_at = CASE WHEN id % 2 = 0 THEN now() - interval '25 hours' END;
            UPDATE hr.job_callbacks SET received_at = now() - interval '25 hours'
            """
        );
        var done = await _rig.ScalarAsync<long>("SELECT count(*) FROM hr.job_outbox WHERE done_at IS NOT NULL");

        await Upkeep().PurgeAsync(CancellationToken.None);

        done.ShouldBeGreaterThan(0);
        (await _rig.ScalarAsync<long>("SELECT count(*) FROM hr.job_outbox WHERE done_at IS NOT NULL")).ShouldBe(0);
        (await WaitingAsync()).ShouldBe(5 - done);
        (await _rig.ScalarAsync<long>("SELECT count(*) FROM hr.job_callbacks")).ShouldBe(0);
    }

    [Fact]
    public async Task ShowsOperatorsWhatIsStuck()
    {
        var job = await _rig.AddedAsync();
        await _rig.AcceptAsync(JobRig.End(job));
        var debug = new JobsDebug(new JobReports(_rig.Source), new JobOutbox(_rig.Source));
        (await debug.SnapshotAsync(CancellationToken.None))["status"]!.GetValue<string>().ShouldBe("ok");

        await Drain(new RecordingDelivery { Fails = _ => true }).DrainAsync(CancellationToken.None);
        await _rig.ExecuteAsync("UPDATE hr.job_outbox SET created_at = now() - interval '1 minute'");

        var shown = await debug.SnapshotAsync(CancellationToken.None);
        shown["status"]!.GetValue<string>().ShouldBe("stuck");
        var row = shown["outbox_stuck"]![0]!;
        row["job_id"]!.GetValue<string>().ShouldBe(job.JobId);
        row["attempts"]!.GetValue<int>().ShouldBe(1);
        row["last_error"]!.GetValue<string>().ShouldBe("dependency_unavailable");
    }

    /// <summary>Five steps of progress.</summary>
    private async Task ReportAsync(Job job)
    {
        for (var n = 1; n <= 5; n++)
        {
            await _rig.AcceptAsync(JobRig.Progress(job, n, seq: n));
        }
    }

    private Task<long> WaitingAsync() => _rig.ScalarAsync<long>("SELECT count(*) FROM hr.job_outbox WHERE done_at IS NULL");

    private OutboxDrain Drain(IJobDelivery delivery, TimeProvider? clock = null) =>
        new(
            new JobOutbox(_rig.Source),
            [delivery],
            _rig.Bell,
            JobRig.Metrics(),
            clock ?? TimeProvider.System,
            NullLogger<OutboxDrain>.Instance
        );

    private JobUpkeep Upkeep() =>
        new(
            _rig.Inbox,
            new JobReports(_rig.Source),
            new JobOutbox(_rig.Source),
            JobRig.Metrics(),
            TimeProvider.System,
            NullLogger<JobUpkeep>.Instance
        );

    private static int Completed(OutboxRow row) =>
        JsonElement.Parse(row.Payload).GetProperty("payload").GetProperty("progress").GetProperty("completed").GetInt32();

    /// <summary>Notes what it is given, unless it fails or hangs.</summary>
    private sealed class RecordingDelivery : IJobDelivery
    {
        private readonly ConcurrentQueue<OutboxRow> _rows = [];

        public string Kind => "push";

        public Func<OutboxRow, bool> Fails { get; set; } = _ => false;

        public TaskCompletionSource? Hangs { get; init; }

        public bool Began { get; private set; }

        public int Count => _rows.Count;

        public int[] Of(Job job) => [.. _rows.Where(row => row.JobId == job.JobId).Select(Completed)];

        public byte[]? Compose(Job job, JobCallback report, DateTimeOffset now) => null;

        public async Task DeliverAsync(OutboxRow row, CancellationToken ct)
        {
            if (Fails(row))
            {
                throw new AppException(AppError.Unavailable("Redis"));
            }

            Began = true;
            await (Hangs?.Task ?? Task.CompletedTask);
            _rows.Enqueue(row);
        }
    }
}
