using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Tests.Hr.Jobs;

public sealed class SubmittedJobTests
{
    [Theory]
    [InlineData(JobStatus.Pending, "pending")]
    [InlineData(JobStatus.Running, "pending")]
    [InlineData(JobStatus.Completed, "completed")]
    [InlineData(JobStatus.Failed, "failed")]
    [InlineData(JobStatus.Partial, "partial")]
    public void SaysPending_UntilTheJobHasEnded(string status, string told) =>
        SubmittedJob.From(new Job { JobId = "payroll_000000000000", Status = status }).Status.ShouldBe(told);
}
