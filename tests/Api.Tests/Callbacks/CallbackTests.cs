using System.Text.Json;
using Pinnokio.Api.Tests.Hub;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Callbacks;

/// <summary>What a jobber reports, in whatever order and how often, and what the user hears of it.</summary>
public sealed class CallbackTests(CallbackApp app) : IClassFixture<CallbackApp>
{
    [Fact]
    public async Task AnswersAndTellsTheUser()
    {
        var job = await app.AddJobAsync();
        await using var user = await app.FollowAsync(job.User);

        var reply = await app.ReportAsync(
            job,
            "partial",
            new
            {
                result = new { paid = 9 },
                batch_progress = Counts(9, 1),
                error = "one failed",
            }
        );

        reply.Status.ShouldBe(200);
        reply.Body.EnumerateObject().Select(field => field.Name).ShouldBe(["ok", "job_id", "ws_sent", "dt_ms"]);
        reply.Body.GetProperty("job_id").GetString().ShouldBe(job.Id);
        reply.Body.GetProperty("ws_sent").GetBoolean().ShouldBeTrue();
        var told = await user.NextAsync();
        told.GetProperty("type").GetString().ShouldBe("hr_job_completed");
        told.GetProperty("uid").GetString().ShouldBe(job.User);
        told.GetProperty("job_id").GetString().ShouldBe(job.Id);
        told.GetProperty("job_type").GetString().ShouldBe("payroll_batch");
        told.GetProperty("status").GetString().ShouldBe("partial");
        told.TryGetProperty("payload", out _).ShouldBeFalse();
        told.GetProperty("data")
            .GetRawText()
            .ShouldBe("""{"progress":{"total":10,"completed":9,"failed":1},"result":{"paid":9},"error":"one failed"}""");
    }

    [Fact]
    public async Task TellsWhoseCalculationEnded_ByTheReportOrElseByTheOrder()
    {
        var job = await app.AddJobAsync("payroll_calculate");
        await using var user = await app.FollowAsync(job.User);
        var employee = Guid.NewGuid();
        await app.ReportAsync(job, "failed", new { error = "No rate", employee_id = employee });

        var data = (await user.NextAsync()).GetProperty("data").GetRawText();
        data.ShouldBe($$"""{"employee_id":"{{employee}}","period":"2026-03","result":null,"error":"No rate"}""");
    }

    [Fact]
    public async Task TellsWhereThePayslipIs()
    {
        var job = await app.AddJobAsync("pdf_generate");
        await using var user = await app.FollowAsync(job.User);
        await app.ReportAsync(job, "completed", new { pdf_url = "https://jobber.example/p.pdf" });

        var data = (await user.NextAsync()).GetProperty("data");
        data.GetProperty("pdf_url").GetString().ShouldBe("https://jobber.example/p.pdf");
        data.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task LeavesALongResultOutOfTheEvent()
    {
        var job = await app.AddJobAsync();
        await using var user = await app.FollowAsync(job.User);
        await app.ReportAsync(job, "completed", new { result = new { text = new string('x', 200_000) } });

        var data = (await user.NextAsync()).GetProperty("data");
        data.GetProperty("result").ValueKind.ShouldBe(JsonValueKind.Null);
        data.GetProperty("result_left_out").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task AppliesOnce_WhenTwentyEqualCallbacksComeTogether()
    {
        var job = await app.AddJobAsync();
        await using var user = await app.FollowAsync(job.User);
        var body = job.Report("completed", new { result = new { net = "4210.05" } });

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.PostAsync(body)));

        replies.ShouldAllBe(reply => reply.Status == 200 && reply.Ok);
        replies.Count(reply => reply.Body.GetProperty("ws_sent").GetBoolean()).ShouldBe(1);
        replies.Count(reply => reply.Body.TryGetProperty("duplicate", out var repeat) && repeat.GetBoolean()).ShouldBe(19);
        await ShouldHearAsync(user, job, "hr_job_completed completed");
    }

    [Fact]
    public async Task LeavesProgress2Aside_WhenItComesAfter3()
    {
        var job = await app.AddJobAsync();
        await using var user = await app.FollowAsync(job.User);

        (await app.PostAsync(job.Progress(6, seq: 3))).Body.GetProperty("ws_sent").GetBoolean().ShouldBeTrue();
        (await app.PostAsync(job.Progress(4, seq: 2))).Body.GetProperty("ws_sent").GetBoolean().ShouldBeFalse();
        (await app.PostAsync(job.Progress(8, seq: 4))).Ok.ShouldBeTrue();

        var first = await user.NextAsync();
        first.GetProperty("type").GetString().ShouldBe("hr_job_progress");
        first
            .GetProperty("payload")
            .GetRawText()
            .ShouldBe(
                $$$"""{"job_id":"{{{job.Id}}}","job_type":"payroll_batch","status":"running","progress":{"total":10,"completed":6,"failed":0}}"""
            );
        var second = await user.NextAsync();
        second.GetProperty("payload").GetProperty("progress").GetProperty("completed").GetInt32().ShouldBe(8);
    }

    [Fact]
    public async Task KeepsTheFirstEnd_WhenOthersFollow()
    {
        var job = await app.AddJobAsync();
        await using var user = await app.FollowAsync(job.User);

        await app.ReportAsync(job, "completed");
        foreach (var late in new[] { job.Progress(9, seq: 9), job.Report("failed", new { error = "late" }), job.Report("partial") })
        {
            var reply = await app.PostAsync(late);
            (reply.Status, reply.Ok, reply.Body.GetProperty("ws_sent").GetBoolean()).ShouldBe((200, true, false));
        }

        (await job.StatusAsync()).ShouldBe("completed");
        await ShouldHearAsync(user, job, "hr_job_completed completed");
    }

    [Fact]
    public async Task IsAppliedWhenTheJobAppears_WhenItCameFirst()
    {
        var job = app.NewJob();
        await using var user = await app.FollowAsync(job.User);

        var reply = await app.ReportAsync(job, "completed");
        (reply.Status, reply.Ok, reply.Body.GetProperty("ws_sent").GetBoolean()).ShouldBe((200, true, false));
        await job.AddAsync();

        (await user.NextAsync()).GetProperty("job_id").GetString().ShouldBe(job.Id);
        (await job.StatusAsync()).ShouldBe("completed");
    }

    [Fact]
    public async Task IsKept_WhenNobodyKnowsTheJob()
    {
        var job = app.NewJob();
        await app.ReportAsync(job, "completed");

        var kept = $"SELECT count(*) FROM hr.job_callbacks WHERE job_id = '{job.Id}' AND outcome = 'waiting'";
        (await app.App.Database.ScalarAsync<long>(kept)).ShouldBe(1);
        using var debug = await app.App.Client.GetAsync("/debug");
        var jobs = JsonElement.Parse(await debug.Content.ReadAsStringAsync()).GetProperty("jobs");
        jobs.GetProperty("reports_waiting").GetInt64().ShouldBeGreaterThan(0);
        jobs.GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task IsForbidden_WhenTheJobIsAnothers()
    {
        var job = await app.AddJobAsync();
        var reply = await app.ReportAsync(job, "completed", new { user_id = "somebody" });
        (reply.Status, reply.Code, reply.Field).ShouldBe((403, "FORBIDDEN", "user_id"));
        (await job.StatusAsync()).ShouldBe("pending");
    }

    /// <summary>Nothing but these events; a mark published behind them shows that no other is on its way.</summary>
    private async Task ShouldHearAsync(HubClient user, TestJob job, params string[] expected)
    {
        await Eventually.HoldsAsync(async () =>
            await app.App.Database.ScalarAsync<long>($"SELECT count(*) FROM hr.job_outbox WHERE job_id = '{job.Id}' AND done_at IS NULL")
            == 0
        );
        await app.App.RpcAsync(
            "EVENTS.publish",
            new
            {
                channel = $"user:{job.User}",
                type = "test.mark",
                payload = new { },
            }
        );
        var heard = new List<string>();
        for (var told = await user.NextAsync(); told.GetProperty("type").GetString() != "test.mark"; told = await user.NextAsync())
        {
            heard.Add($"{told.GetProperty("type").GetString()} {told.GetProperty("status").GetString()}");
        }

        heard.ShouldBe(expected);
    }

    private static object Counts(int completed, int failed) =>
        new
        {
            total = 10,
            completed,
            failed,
        };
}
