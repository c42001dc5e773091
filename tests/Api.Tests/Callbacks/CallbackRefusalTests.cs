using System.Globalization;
using System.Text;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Callbacks;

/// <summary>What is no report, or is not from the jobber, changes nothing and is told why.</summary>
public sealed class CallbackRefusalTests(CallbackApp app) : IClassFixture<CallbackApp>
{
    private const string Full = "\"user_id\":\"u\",\"job_id\":\"j\",\"job_type\":\"payroll_batch\",\"status\":\"completed\"";

    public static TheoryData<string, string> BadBodies { get; } =
        new()
        {
            { "", "body" },
            { "not json", "body" },
            { "[]", "body" },
            { "null", "body" },
            { $"{{{Full}}} {{}}", "body" },
            { $"{{{Full},\"x\":{new string('[', 70)}{new string(']', 70)}}}", "body" },
            { $"{{{Full},\"x\":1,\"x\":2}}", "body" },
            { $"{{{Full},\"status\":\"failed\"}}", "status" },
            { $"{{{Full},\"result\":{{\"a\":1,\"a\":2}}}}", "result" },
            { $"{{{Full},\"result\":{{\"a\":1e999}}}}", "result" },
            { $"{{{Full},\"error\":\"\\u0000\"}}", "error" },
            { $"{{{Full},\"error\":\"\\ud800\"}}", "error" },
            { "{\"job_id\":\"j\",\"job_type\":\"t\",\"status\":\"completed\"}", "user_id" },
            { "{\"user_id\":\"u\",\"job_type\":\"t\",\"status\":\"completed\"}", "job_id" },
            { "{\"user_id\":\"u\",\"job_id\":\"j\",\"status\":\"completed\"}", "job_type" },
            { "{\"user_id\":\"u\",\"job_id\":\"j\",\"job_type\":\"t\"}", "status" },
            { "{\"user_id\":null,\"job_id\":\"j\",\"job_type\":\"t\",\"status\":\"completed\"}", "user_id" },
            { "{\"user_id\":\"u\",\"job_id\":7,\"job_type\":\"t\",\"status\":\"completed\"}", "job_id" },
            { "{\"user_id\":\"u\",\"job_id\":\"\",\"job_type\":\"t\",\"status\":\"completed\"}", "job_id" },
            { "{\"user_id\":\"u\",\"job_id\":\"j\",\"job_type\":\"t\",\"status\":\"cancelled\"}", "status" },
            { "{\"user_id\":\"u\",\"job_id\":\"j\",\"job_type\":\"t\",\"status\":\"done\"}", "status" },
            { $"{{{Full},\"company_id\":\"7\"}}", "company_id" },
            { $"{{{Full},\"employee_id\":7}}", "employee_id" },
            { $"{{{Full},\"result\":[1]}}", "result" },
            { $"{{{Full},\"pdf_url\":{{}}}}", "pdf_url" },
            { $"{{{Full},\"started_at\":\"yesterday\"}}", "started_at" },
            { $"{{{Full},\"completed_at\":12}}", "completed_at" },
            { $"{{{Full},\"execution_time_ms\":-1}}", "execution_time_ms" },
            { $"{{{Full},\"period_year\":\"2026\"}}", "period_year" },
            { $"{{{Full},\"period_month\":13}}", "period_month" },
            { $"{{{Full},\"progress_seq\":0}}", "progress_seq" },
            { $"{{{Full},\"progress_seq\":99999999999}}", "progress_seq" },
            { $"{{{Full},\"batch_progress\":5}}", "batch_progress" },
            { $"{{{Full},\"batch_progress\":{{\"total\":1}}}}", "batch_progress" },
            { $"{{{Full},\"batch_progress\":{{\"total\":1,\"completed\":1,\"failed\":1}}}}", "batch_progress" },
            { $"{{{Full},\"batch_progress\":{{\"total\":1,\"completed\":\"1\",\"failed\":0}}}}", "batch_progress" },
        };

    [Theory, MemberData(nameof(BadBodies))]
    public async Task NamesTheField_WhenTheBodyIsBad(string body, string field)
    {
        var reply = await app.PostAsync(body);
        (reply.Status, reply.Code, reply.Field).ShouldBe((400, "INVALID_ARGS", field), reply.Text);
    }

    [Fact]
    public async Task IgnoresWhatItDoesNotKnow_AndReadsPythonsWays()
    {
        var job = await app.AddJobAsync();
        var reply = await app.ReportAsync(
            job,
            "completed",
            new
            {
                company_id = "",
                session_id = "",
                error = (string?)null,
                started_at = "2026-03-01T10:00:00.123456",
                execution_time_ms = 12.75,
                worker = new { host = "w-1" },
            }
        );
        reply.Status.ShouldBe(200, reply.Text);
        var started = await app.App.Database.ScalarAsync<DateTime>($"SELECT started_at FROM hr.hr_jobs WHERE job_id = '{job.Id}'");
        started.ToString("O", CultureInfo.InvariantCulture).ShouldBe("2026-03-01T10:00:00.1234560Z");
    }

    [Fact]
    public async Task RefusesAHugeBody()
    {
        var reply = await app.PostAsync($"{{{Full},\"error\":\"{new string('x', 1 << 20)}\"}}");
        (reply.Status, reply.Reason).ShouldBe((413, "body_too_large"));
    }

    [Fact]
    public async Task RefusesInvalidUtf8()
    {
        var reply = await app.PostAsync([.. Encoding.UTF8.GetBytes("{\"user_id\":\""), 0xff, .. "\"}"u8]);
        (reply.Status, reply.Field).ShouldBe((400, "body"));
    }

    [Fact]
    public async Task RefusesAnotherContentType()
    {
        var reply = await app.PostAsync("{}", edit: r => r.Content = new StringContent("{}", Encoding.UTF8, "text/plain"));
        (reply.Status, reply.Field).ShouldBe((415, "Content-Type"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task IsUnauthenticated_WithoutAToken(string? token)
    {
        var reply = await app.PostAsync($"{{{Full}}}", token);
        (reply.Status, reply.Reason).ShouldBe((401, "unauthenticated"));
    }

    [Theory]
    [InlineData(CallbackApp.Token)]
    [InlineData("another-token")]
    [InlineData(PinnokioApp.Token)]
    public async Task TakesEachToken(string token)
    {
        var job = await app.AddJobAsync();
        (await app.PostAsync(job.Report("completed"), token)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task OpensNothingElse()
    {
        using var client = new HttpClient { BaseAddress = app.App.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", CallbackApp.Token);
        (await client.PostRpcAsync("{\"method\":\"HR.check_connection\"}")).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData(CallbackApp.NewSecret, 0)]
    [InlineData(CallbackApp.OldSecret, 0)]
    [InlineData(CallbackApp.NewSecret, 290)]
    [InlineData(CallbackApp.NewSecret, -290)]
    public async Task TakesEachSecret_WithinTheTolerance(string secret, int age)
    {
        var job = await app.AddJobAsync();
        var reply = await app.PostAsync(job.Report("completed"), secret: secret, age: TimeSpan.FromSeconds(age));
        reply.Status.ShouldBe(200, reply.Text);
    }

    [Theory]
    [InlineData("wrong-secret", 0, "bad_signature", "webhook-signature")]
    [InlineData(CallbackApp.NewSecret, 310, "stale_timestamp", "webhook-timestamp")]
    [InlineData(CallbackApp.NewSecret, -310, "stale_timestamp", "webhook-timestamp")]
    public async Task IsUnauthenticated_WhenTheSignatureIsNotGood(string secret, int age, string reason, string header)
    {
        var job = await app.AddJobAsync();
        var reply = await app.PostAsync(job.Report("completed"), PinnokioApp.Token, secret, TimeSpan.FromSeconds(age));
        (reply.Status, reply.Code, reply.Reason, reply.Field).ShouldBe((401, "UNAUTHENTICATED", reason, header));
        (await job.StatusAsync()).ShouldBe("pending");
    }

    [Theory]
    [InlineData("webhook-id", null)]
    [InlineData("webhook-id", "msg_other")]
    [InlineData("webhook-timestamp", null)]
    [InlineData("webhook-timestamp", "soon")]
    [InlineData("webhook-timestamp", "99999999999999999")]
    [InlineData("webhook-signature", null)]
    [InlineData("webhook-signature", "v1,")]
    [InlineData("webhook-signature", "v2,AAAA")]
    [InlineData("webhook-signature", "v1,~~")]
    public async Task IsUnauthenticated_WhenAHeaderIsMissingOrOther(string header, string? value)
    {
        var job = await app.AddJobAsync();
        var reply = await app.PostAsync(
            job.Report("completed"),
            edit: request =>
            {
                request.Headers.Remove(header);
                if (value is not null)
                {
                    request.Headers.TryAddWithoutValidation(header, value);
                }
            }
        );
        reply.Status.ShouldBe(401, reply.Text);
    }

    [Fact]
    public async Task TakesOneGoodSignatureAmongOthers()
    {
        var job = await app.AddJobAsync();
        var reply = await app.PostAsync(
            job.Report("completed"),
            edit: request =>
            {
                var good = request.Headers.GetValues("webhook-signature").Single();
                request.Headers.Remove("webhook-signature");
                request.Headers.Add("webhook-signature", $"v2,AAAA v1,AAAA {good}");
            }
        );
        reply.Status.ShouldBe(200, reply.Text);
    }
}
