using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

[Collection(HrApp.Collection)]
public sealed class CancelJobTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Theory]
    [InlineData("pending")]
    [InlineData("running")]
    public async Task EndsAJob_AndSaysSoAgain(string status)
    {
        var job = await _app.AddJobAsync(await _app.EnsureCompanyAsync(), status);
        var first = await CancelAsync(job);
        (first.Text("status"), first.JobId()).ShouldBe(("cancelled", job));
        (await _app.StatusAsync(job)).ShouldBe("cancelled");
        (await CancelAsync(job)).Text.ShouldBe(first.Text);
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("partial")]
    [InlineData("failed")]
    public async Task Refuses_WhenTheJobHasEnded(string status)
    {
        var job = await _app.AddJobAsync(await _app.EnsureCompanyAsync(), status);
        var reply = await CancelAsync(job);
        reply.ShouldNotBeApplied("CONFLICT", "job_id", "job_ended");
        reply.Error.GetProperty("details").GetProperty("status").GetString().ShouldBe(status);
        (await _app.StatusAsync(job)).ShouldBe(status);
    }

    [Fact]
    public async Task Refuses_WhenThereIsNoSuchJob() =>
        (await CancelAsync("payroll_000000000000")).ShouldNotBeApplied("NOT_FOUND", "job_id", "job_not_found");

    private Task<RpcReply> CancelAsync(string jobId) => _app.RpcAsync("HR.cancel_job", new { job_id = jobId });
}
