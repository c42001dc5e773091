using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

[Collection(HrApp.Collection)]
public sealed class ListJobsTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ListsTheNewestFirst_WithoutResults()
    {
        var company = await _app.EnsureCompanyAsync();
        var jobs = new List<string>();
        for (var day = 3; day > 0; day--)
        {
            jobs.Insert(0, await _app.AddJobAsync(company, "completed", $"result = '{{}}', created_at = now() - interval '{day} days'"));
        }

        (await IdsAsync(company)).ShouldBe(jobs);
        (await IdsAsync(company, ("limit", 2))).ShouldBe(jobs[..2]);
        (await _app.OnCompanyAsync("HR.list_jobs", company)).Text.ShouldNotContain("\"result\"");
    }

    [Fact]
    public async Task KeepsToCompanyAndStatus()
    {
        var company = await _app.EnsureCompanyAsync();
        var failed = await _app.AddJobAsync(company, "failed", "error_message = 'No rate.'");
        await _app.AddJobAsync(company);
        await _app.AddJobAsync(await _app.EnsureCompanyAsync(), "failed");

        (await IdsAsync(company, ("status", "failed"))).ShouldBe([failed]);
        (await IdsAsync(company, ("status", "cancelled"))).ShouldBeEmpty();
        (await _app.OnCompanyAsync("HR.list_jobs", company, ("status", "failed"))).Text.ShouldContain("\"error\":\"No rate.\"");
    }

    [Theory]
    [InlineData("status", "lost")]
    [InlineData("limit", 0)]
    [InlineData("limit", 201)]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, object value) =>
        (await _app.OnCompanyAsync("HR.list_jobs", Guid.NewGuid(), (field, value))).ShouldBeRefused("INVALID_ARGS", field);

    private async Task<string?[]> IdsAsync(Guid company, params (string Name, object? Value)[] more) =>
        [
            .. (await _app.OnCompanyAsync("HR.list_jobs", company, more))
                .Data.GetProperty("jobs")
                .EnumerateArray()
                .Select(job => job.GetProperty("job_id").GetString()),
        ];
}
