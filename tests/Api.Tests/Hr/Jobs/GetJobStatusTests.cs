using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

[Collection(HrApp.Collection)]
public sealed class GetJobStatusTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task IsNotFound_WhenThereIsNoSuchJob()
    {
        var status = await StatusAsync("payroll_000000000000");
        status.GetProperty("job_id").GetString().ShouldBe("payroll_000000000000");
        status.GetProperty("status").GetString().ShouldBe("not_found");
        status.GetProperty("progress").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("running", "total = 8, completed = 2, failed = 1", 8, 2, 1, 37)]
    [InlineData("running", "total = 8", 8, 0, 0, 0)]
    [InlineData("partial", "total = 8, completed = 6, failed = 2", 8, 6, 2, 100)]
    [InlineData("completed", "total = NULL", 1, 1, 0, 100)]
    [InlineData("failed", "total = NULL", 1, 0, 1, 100)]
    [InlineData("cancelled", "total = 4, completed = 1, failed = 0", 4, 1, 0, 25)]
    public async Task SaysHowFarTheJobIs(string state, string columns, int total, int completed, int failed, int percent)
    {
        var job = await _app.AddJobAsync(await _app.EnsureCompanyAsync(), state, columns);
        var status = await StatusAsync(job);
        status.GetProperty("status").GetString().ShouldBe(state);
        var progress = status.GetProperty("progress");
        int Of(string name) => progress.GetProperty(name).GetInt32();
        (Of("total"), Of("completed"), Of("failed"), Of("percent")).ShouldBe((total, completed, failed, percent));
    }

    [Fact]
    public async Task ShowsResultErrorAndTimes()
    {
        var company = await _app.EnsureCompanyAsync();
        var done = await StatusAsync(await _app.AddJobAsync(company, "completed", "result = '{\"net\": 5743.65}'"));
        done.GetProperty("result").GetProperty("net").GetRawText().ShouldBe("5743.65");
        done.GetProperty("job_type").GetString().ShouldBe("payroll_calculate");
        done.GetProperty("completed_at")
            .GetDateTimeOffset()
            .ShouldBeGreaterThanOrEqualTo(done.GetProperty("created_at").GetDateTimeOffset());
        var lost = await StatusAsync(
            await _app.AddJobAsync(company, "failed", "error_code = 'JOB_LOST', error_message = 'The jobber lost it.'")
        );
        lost.GetProperty("error").GetString().ShouldBe("The jobber lost it.");
        lost.GetProperty("error_code").GetString().ShouldBe("JOB_LOST");
    }

    private async Task<JsonElement> StatusAsync(string jobId) => (await _app.RpcAsync("HR.get_job_status", new { job_id = jobId })).Data;
}
