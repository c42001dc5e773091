using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Domain.Tests.Hr.Jobs;

public sealed class JobReportTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Ends { get; } = [JobStatus.Completed, JobStatus.Partial, JobStatus.Failed, JobStatus.Cancelled];

    [Theory, MemberData(nameof(Ends))]
    public void EndsAnOpenJob(string end)
    {
        var job = NewJob();
        var report = new JobReport(end)
        {
            Result = """{"net":1}""",
            ErrorCode = "X",
            ErrorMessage = "why",
        };

        report.ApplyTo(job, s_now).ShouldBe(ReportVerdict.Applied);

        (job.Status, job.FinishedAt, job.LeasedUntil).ShouldBe((end, s_now, null));
        (job.Result, job.ErrorCode, job.ErrorMessage).ShouldBe(("""{"net":1}""", "X", "why"));
    }

    [Theory, MemberData(nameof(Ends))]
    public void KeepsTheFirstEnd(string first)
    {
        foreach (var later in JobStatus.All)
        {
            var job = NewJob();
            new JobReport(first) { Result = "{}" }.ApplyTo(job, s_now);

            var verdict = new JobReport(later) { Result = """{"other":1}""", ProgressSeq = 9 }.ApplyTo(job, s_now.AddMinutes(1));

            verdict.ShouldBe(later == first ? ReportVerdict.Repeated : ReportVerdict.Outdated);
            (job.Status, job.Result, job.FinishedAt, job.ProgressSeq).ShouldBe((first, "{}", s_now, 0));
        }
    }

    [Fact]
    public void OrdersProgressByItsNumber()
    {
        var job = NewJob();
        Progress(job, 9, seq: 3).ShouldBe(ReportVerdict.Applied);
        Progress(job, 5, seq: 2).ShouldBe(ReportVerdict.Outdated);
        Progress(job, 9, seq: 3).ShouldBe(ReportVerdict.Outdated);
        job.Completed.ShouldBe(9);

        Progress(job, 4, seq: 4).ShouldBe(ReportVerdict.Applied);
        (job.Completed, job.ProgressSeq, job.Status).ShouldBe((4, 4, JobStatus.Running));
    }

    [Fact]
    public void OrdersProgressByItsCounts_WhenItHasNoNumber()
    {
        var job = NewJob();
        Progress(job, 3).ShouldBe(ReportVerdict.Applied);
        Progress(job, 2).ShouldBe(ReportVerdict.Outdated);
        Progress(job, 3).ShouldBe(ReportVerdict.Outdated);
        Progress(job, 2, failed: 2).ShouldBe(ReportVerdict.Applied);
        (job.Completed, job.Failed, job.Total).ShouldBe((2, 2, 10));
    }

    [Fact]
    public void TakesABareSignOfLifeOnce()
    {
        var job = NewJob();
        new JobReport(JobStatus.Running).ApplyTo(job, s_now).ShouldBe(ReportVerdict.Applied);
        new JobReport(JobStatus.Running).ApplyTo(job, s_now).ShouldBe(ReportVerdict.Outdated);
        (job.Status, job.StartedAt, job.SubmittedAt).ShouldBe((JobStatus.Running, s_now, s_now));
    }

    [Fact]
    public void IsNoNews_WhenTheJobIsSaidToWaitYet()
    {
        var job = NewJob();
        new JobReport(JobStatus.Pending).ApplyTo(job, s_now).ShouldBe(ReportVerdict.Outdated);
        job.Status.ShouldBe(JobStatus.Pending);
    }

    [Theory]
    [InlineData(10, -1, 0)]
    [InlineData(10, 0, -1)]
    [InlineData(10, 6, 5)]
    [InlineData(1, int.MaxValue, int.MaxValue)]
    public void LeavesUnsoundCountsAside(int total, int completed, int failed)
    {
        var job = NewJob();
        var report = new JobReport(JobStatus.Completed) { Counts = new JobCounts(total, completed, failed) };
        report.ApplyTo(job, s_now).ShouldBe(ReportVerdict.Applied);
        job.Total.ShouldBeNull();
    }

    [Fact]
    public void PutsTheNextLookOff_WhenThereIsProgress()
    {
        var job = NewJob();
        Progress(job, 1);
        job.DueAt.ShouldBe(s_now + JobReport.Quiet);

        job.DueAt = s_now.AddHours(1);
        Progress(job, 2);
        job.DueAt.ShouldBe(s_now.AddHours(1));
    }

    [Fact]
    public void BelievesNoStartInTheFuture()
    {
        var job = NewJob();
        new JobReport(JobStatus.Running) { StartedAt = s_now.AddDays(1) }.ApplyTo(job, s_now);
        job.StartedAt.ShouldBe(s_now);
    }

    [Fact]
    public void RefusesAStatusThatNoJobHas() => Should.Throw<ArgumentException>(() => new JobReport("done").ApplyTo(NewJob(), s_now));

    private static ReportVerdict Progress(Job job, int completed, int? seq = null, int failed = 0) =>
        new JobReport(JobStatus.Running) { ProgressSeq = seq, Counts = new JobCounts(10, completed, failed) }.ApplyTo(job, s_now);

    private static Job NewJob() => Job.Create(JobTypes.PayrollBatch, Guid.CreateVersion7(), "anna", s_now.AddMinutes(-1));
}
