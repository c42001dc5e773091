using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Tests.Postgres;

namespace Pinnokio.Infrastructure.Tests.Jobs;

public sealed class PostgresJobInboxTests(MigratedHr hr) : IClassFixture<MigratedHr>, IAsyncLifetime
{
    private JobRig _rig = null!;

    public async Task InitializeAsync() => _rig = await JobRig.OnAsync(hr.Database);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task EndsTheJobAndWritesTheEventWithIt()
    {
        var job = await _rig.AddedAsync();

        (await _rig.AcceptAsync(JobRig.End(job))).ShouldBe(CallbackOutcome.Applied);

        var ended = await _rig.ReadAsync(job.JobId);
        ended.Status.ShouldBe(JobStatus.Completed);
        JsonElement.Parse(ended.Result!).GetProperty("net").GetString().ShouldBe("4210.05");
        ended.FinishedAt.ShouldNotBeNull();
        ended.RowVersion.ShouldBe(2);
        var told = (await _rig.OutboxAsync(job.JobId)).ShouldHaveSingleItem();
        told.GetProperty("type").GetString().ShouldBe("hr_job_completed");
        told.GetProperty("uid").GetString().ShouldBe(JobRig.User);
    }

    [Fact]
    public async Task AppliesOnce_WhenTwentyEqualReportsComeTogether()
    {
        var job = await _rig.AddedAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _rig.AcceptAsync(JobRig.End(job))));

        outcomes.Count(outcome => outcome == CallbackOutcome.Applied).ShouldBe(1);
        outcomes.Count(outcome => outcome == CallbackOutcome.Duplicate).ShouldBe(19);
        (await _rig.OutboxAsync(job.JobId)).Count.ShouldBe(1);
        (await _rig.ReportsAsync(job.JobId)).ShouldBe(["applied"]);
    }

    [Fact]
    public async Task KeepsOneEnd_WhenDifferentOnesComeTogether()
    {
        var job = await _rig.AddedAsync();
        var reports = Enumerable
            .Range(0, 20)
            .Select(n => JobRig.End(job, n % 2 == 0 ? JobStatus.Completed : JobStatus.Failed) with { ExecutionTimeMs = n });

        var outcomes = await Task.WhenAll(reports.Select(_rig.AcceptAsync));

        outcomes.Count(outcome => outcome == CallbackOutcome.Applied).ShouldBe(1);
        outcomes.Count(outcome => outcome == CallbackOutcome.Outdated).ShouldBe(10);
        (await _rig.OutboxAsync(job.JobId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task LeavesLateNewsAside()
    {
        var job = await _rig.AddedAsync();

        (await _rig.AcceptAsync(JobRig.Progress(job, 6, seq: 3))).ShouldBe(CallbackOutcome.Applied);
        (await _rig.AcceptAsync(JobRig.Progress(job, 4, seq: 2))).ShouldBe(CallbackOutcome.Outdated);
        (await _rig.AcceptAsync(JobRig.End(job))).ShouldBe(CallbackOutcome.Applied);
        (await _rig.AcceptAsync(JobRig.Progress(job, 9, seq: 4))).ShouldBe(CallbackOutcome.Outdated);
        (await _rig.AcceptAsync(JobRig.End(job, JobStatus.Failed))).ShouldBe(CallbackOutcome.Outdated);

        (await _rig.OutboxAsync(job.JobId))
            .Select(told => told.GetProperty("type").GetString())
            .ShouldBe(["hr_job_progress", "hr_job_completed"]);
        (await _rig.ReportsAsync(job.JobId)).ShouldBe(["applied", "outdated", "applied", "outdated", "outdated"]);
        (await _rig.ReadAsync(job.JobId)).Status.ShouldBe(JobStatus.Completed);
    }

    [Fact]
    public async Task IsADuplicate_WhenTheSameEndIsReportedInOtherWords()
    {
        var job = await _rig.AddedAsync();
        await _rig.AcceptAsync(JobRig.End(job));
        (await _rig.AcceptAsync(JobRig.End(job) with { ExecutionTimeMs = 12 })).ShouldBe(CallbackOutcome.Duplicate);
    }

    [Fact]
    public async Task KeepsReportsOfAnUnknownJob_AndAppliesThemInOrderWhenItAppears()
    {
        var job = _rig.NewJob();
        (await _rig.AcceptAsync(JobRig.Progress(job, 4, seq: 1))).ShouldBe(CallbackOutcome.Waiting);
        (await _rig.AcceptAsync(JobRig.End(job))).ShouldBe(CallbackOutcome.Waiting);
        (await _rig.AcceptAsync(JobRig.End(job))).ShouldBe(CallbackOutcome.Duplicate);

        await _rig.AddAsync(job);
        await _rig.Inbox.MatchAsync(100, CancellationToken.None);
        await _rig.Inbox.MatchAsync(100, CancellationToken.None);

        (await _rig.ReadAsync(job.JobId)).Status.ShouldBe(JobStatus.Completed);
        (await _rig.OutboxAsync(job.JobId)).Count.ShouldBe(2);
        (await _rig.ReportsAsync(job.JobId)).ShouldBe(["applied", "applied"]);
    }

    [Fact]
    public async Task AppliesWaitingReportsOnce_WhenReplicasLookTogether()
    {
        var jobs = Enumerable.Range(0, 10).Select(_ => _rig.NewJob()).ToArray();
        foreach (var job in jobs)
        {
            await _rig.AcceptAsync(JobRig.End(job));
            await _rig.AddAsync(job);
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _rig.Inbox.MatchAsync(100, CancellationToken.None)));
        await _rig.Inbox.MatchAsync(100, CancellationToken.None);

        foreach (var job in jobs)
        {
            (await _rig.OutboxAsync(job.JobId)).Count.ShouldBe(1);
        }
    }

    public static TheoryData<string> Foreign { get; } = ["user_id", "company_id", "job_type"];

    [Theory, MemberData(nameof(Foreign))]
    public async Task Refuses_WhenTheJobIsAnothers(string field)
    {
        var job = await _rig.AddedAsync();

        var refusal = await Should.ThrowAsync<AppException>(() => _rig.AcceptAsync(Claiming(job, field)));

        (refusal.Error.Kind, refusal.Error.Field).ShouldBe((ErrorKind.Forbidden, field));
        (await _rig.ReadAsync(job.JobId)).Status.ShouldBe(JobStatus.Pending);
        (await _rig.ReportsAsync(job.JobId)).ShouldBeEmpty();
        (await _rig.AcceptAsync(JobRig.End(job))).ShouldBe(CallbackOutcome.Applied);
    }

    [Theory, MemberData(nameof(Foreign))]
    public async Task RefusesWhatWaited_WhenTheJobIsAnothers(string field)
    {
        var job = _rig.NewJob();
        await _rig.AcceptAsync(Claiming(job, field));

        await _rig.AddAsync(job);
        await _rig.Inbox.MatchAsync(100, CancellationToken.None);

        (await _rig.ReadAsync(job.JobId)).Status.ShouldBe(JobStatus.Pending);
        (await _rig.ReportsAsync(job.JobId)).ShouldBe(["refused"]);
    }

    [Fact]
    public async Task KeepsTheAddressOfAPayslipInTheResult()
    {
        var job = await _rig.AddedAsync(JobTypes.PdfGenerate);
        await _rig.AcceptAsync(new JobCallback(job.JobId, JobStatus.Completed) { PdfUrl = "https://jobber.example/1.pdf" });

        JsonElement
            .Parse((await _rig.ReadAsync(job.JobId)).Result!)
            .GetProperty("pdf_url")
            .GetString()
            .ShouldBe("https://jobber.example/1.pdf");
        (await _rig.OutboxAsync(job.JobId))[0]
            .GetProperty("data")
            .GetProperty("pdf_url")
            .GetString()
            .ShouldBe("https://jobber.example/1.pdf");
    }

    private static JobCallback Claiming(Job job, string field) =>
        field switch
        {
            "user_id" => JobRig.End(job) with { UserId = "ben" },
            "company_id" => JobRig.End(job) with { CompanyId = Guid.CreateVersion7() },
            _ => JobRig.End(job) with { JobType = JobTypes.PdfGenerate },
        };
}
