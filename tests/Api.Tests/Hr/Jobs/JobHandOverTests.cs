using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Api.Tests.Hr.Payroll;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

/// <summary>What happens to a job after its row is there: handed over once, whatever the jobber and the callers do.</summary>
public sealed class JobHandOverTests : IAsyncLifetime
{
    private const string Calculate = "/api/payroll/calculate";
    private TestDatabase _database = null!;
    private JobberApp _hr = null!;
    private PinnokioApp _app = null!;
    private StubJobber _jobber = null!;
    private Guid _company;
    private Guid _employee;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _hr = await JobberApp.StartAsync(_database);
        (_app, _jobber) = (_hr.App, _hr.Jobber);
        (_company, _employee) = await _app.EnsurePaidStaffAsync();
    }

    public async Task DisposeAsync()
    {
        await _hr.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task IsPending_WhenTheJobberAccepts()
    {
        var reply = await _app.CalculateAsync(
            _company,
            _employee,
            more: [("variables", new { bonus = 10.5m, its_own_word = true }), ("session_id", "tab-1")]
        );
        reply.Text("status").ShouldBe("pending");
        reply.JobId().ShouldMatch("^payroll_[0-9a-f]{12}$");
        reply.Data.GetProperty("estimated_time_seconds").GetInt32().ShouldBePositive();
        var order = _jobber.Orders.ShouldHaveSingleItem();
        order.Header("Idempotency-Key").ShouldBe(reply.JobId());
        order.Body.GetProperty("employee_id").GetGuid().ShouldBe(_employee);
        order.Body.GetProperty("variables").GetProperty("bonus").GetRawText().ShouldBe("10.5");
        order.Body.GetProperty("variables").GetProperty("its_own_word").GetBoolean().ShouldBeTrue();
        order.Body.GetProperty("callback_data").GetProperty("session_id").GetString().ShouldBe("tab-1");
        var (status, submitted) = await StateAsync(reply.JobId());
        (status, submitted).ShouldBe(("pending", true));
    }

    [Fact]
    public async Task IsCompleted_WhenTheJobberAnswersAtOnce()
    {
        _jobber.Answer(Calculate, 200, """{"net_payable":5743.65}""");
        var reply = await _app.CalculateAsync(_company, _employee, "key");
        reply.Text("status").ShouldBe("completed");
        reply.Data.GetProperty("result").GetProperty("net_payable").GetRawText().ShouldBe("5743.65");
        (await _app.StatusAsync(reply.JobId())).ShouldBe("completed");

        var again = await _app.CalculateAsync(_company, _employee, "key");
        (again.Replayed, again.Text).ShouldBe((true, reply.Text));
        _jobber.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task IsFailed_WhenTheJobberRefuses()
    {
        _jobber.Answer(Calculate, 422, """{"detail":"No rate for 2025."}""");
        var reply = await _app.CalculateAsync(_company, _employee);
        reply.Text("status").ShouldBe("failed");
        reply.Text("error").ShouldBe("The HR jobber refuses (HTTP 422): No rate for 2025.");
        reply.Text("error_code").ShouldBe("jobber_refused");
        (await _app.StatusAsync(reply.JobId())).ShouldBe("failed");
    }

    [Fact]
    public async Task IsKeptAndSentAgain_WhenTheJobberIsAway()
    {
        _jobber.Answer(Calculate, 500);
        var reply = await _app.CalculateAsync(_company, _employee);
        reply.Text("status").ShouldBe("pending");
        (await StateAsync(reply.JobId())).ShouldBe(("pending", false));
        (await DueAsync(reply.JobId())).ShouldBeInRange(1, 60);

        _jobber.Answer(Calculate, 202);
        await SubmitAsync(reply.JobId());
        (await StateAsync(reply.JobId())).ShouldBe(("pending", true));
        await SubmitAsync(reply.JobId()); // it has it
        _jobber.Orders.Select(order => order.Header("Idempotency-Key")).ShouldBe([reply.JobId(), reply.JobId()]);
    }

    [Fact]
    public async Task IsNotEnded_WhenTheJobberDoesNotSayWhetherItHasIt()
    {
        _jobber.Answer(Calculate, 500);
        var reply = await _app.CalculateAsync(_company, _employee);
        _jobber.Answer("/api/jobs/", 403);
        await SubmitAsync(reply.JobId());
        (await StateAsync(reply.JobId())).ShouldBe(("pending", false));
        _jobber.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task IsNotSentAgain_WhenTheJobberHasItAfterAll()
    {
        _jobber.AnswerBy(
            Calculate,
            http =>
            {
                http.Abort(); // it has the order, and its answer is lost
                return Task.CompletedTask;
            }
        );
        var reply = await _app.CalculateAsync(_company, _employee);
        reply.Text("status").ShouldBe("pending");
        _jobber.Answer("/api/jobs/", 200, """{"status":"completed","result":{"net":1}}""");
        await SubmitAsync(reply.JobId());
        (await _app.StatusAsync(reply.JobId())).ShouldBe("completed");
        _jobber.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task IsAnsweredInTime_WhenTheJobberIsSlow()
    {
        var released = _jobber.Hold(Calculate);
        var reply = await _app.CalculateAsync(_company, _employee, "key", timeoutMs: 2_000);
        reply.Text("status").ShouldBe("pending");
        (await StateAsync(reply.JobId())).ShouldBe(("pending", false));
        released.SetResult();
    }

    [Fact]
    public async Task IsHandedOverByAReplay_WhenTheFirstCallDied()
    {
        _jobber.Answer(Calculate, 500);
        var first = await _app.CalculateAsync(_company, _employee, "key");
        _jobber.Answer(Calculate, 200, """{"net":1}""");
        var second = await _app.CalculateAsync(_company, _employee, "key");
        second.Replayed.ShouldBeTrue();
        (second.JobId(), second.Text("status")).ShouldBe((first.JobId(), "completed"));
        _jobber.Orders.Count.ShouldBe(2);
    }

    [Fact]
    public async Task IsLeftAlone_WhenItWasCancelled()
    {
        _jobber.Answer(Calculate, 500);
        var reply = await _app.CalculateAsync(_company, _employee);
        await _app.RpcAsync("HR.cancel_job", new { job_id = reply.JobId() });
        _jobber.Answer(Calculate, 202);
        await SubmitAsync(reply.JobId());
        _jobber.Orders.Count.ShouldBe(1);
        (await _app.StatusAsync(reply.JobId())).ShouldBe("cancelled");
    }

    [Fact]
    public async Task IsGivenUp_WhenTheJobberIsAwayForADay()
    {
        _jobber.Answer(Calculate, 500);
        var reply = await _app.CalculateAsync(_company, _employee);
        await _database.ExecuteAsync("UPDATE hr.hr_jobs SET created_at = now() - interval '25 hours'");
        await SubmitAsync(reply.JobId());
        var status = (await _app.RpcAsync("HR.get_job_status", new { job_id = reply.JobId() })).Data;
        status.GetProperty("status").GetString().ShouldBe("failed");
        status.GetProperty("error_code").GetString().ShouldBe("jobber_unavailable");
    }

    [Fact]
    public async Task IsOneJob_WhenTheSameCallIsMadeOnTwoReplicasAtOnce()
    {
        await using var other = await JobberApp.StartAsync(_database, settings: s => s["HR_JOBBER_URL"] = _jobber.Url);
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? _app : other.App).CalculateAsync(_company, _employee, "key"))
        );
        replies.Select(reply => reply.JobId()).Distinct().ShouldHaveSingleItem();
        replies.Count(reply => !reply.Replayed).ShouldBe(1);
        (await _app.CountJobsAsync(_company)).ShouldBe(1);
        _jobber.Orders.ShouldHaveSingleItem();
        other.Jobber.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task TakesTheJobbersEstimates_OfABatch()
    {
        _jobber.Answer("/api/payroll/batch", 200, """{"estimated_count":42,"estimated_duration_seconds":90}""");
        var reply = await _app.BatchAsync(_company, ("cluster_code", "CH-GE"), ("force_recalculate", true));
        reply.JobId().ShouldStartWith("batch_");
        reply.Data.GetProperty("estimated_count").GetInt32().ShouldBe(42);
        reply.Data.GetProperty("estimated_time_seconds").GetInt32().ShouldBe(90);
        var body = _jobber.Orders.ShouldHaveSingleItem().Body;
        body.GetProperty("employee_ids").ValueKind.ShouldBe(JsonValueKind.Null);
        body.GetProperty("cluster_code").GetString().ShouldBe("CH-GE");
        body.GetProperty("force_recalculate").GetBoolean().ShouldBeTrue();
        body.TryGetProperty("variables", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task TellsHowTheJobberIs()
    {
        var well = await _app.RpcAsync("HR.check_jobber_health");
        (well.Text("status"), well.Text("jobber_url"), well.Text("jobber_status"), well.Text("jobber_version")).ShouldBe(
            ("connected", _jobber.Url, "ok", "9.9")
        );
        _jobber.Answer("/health", 503);
        var ill = await _app.RpcAsync("HR.check_jobber_health");
        (ill.Text("status"), ill.Text("jobber_url"), ill.Text("jobber_status")).ShouldBe(("error", _jobber.Url, null));
        ill.Text("error").ShouldNotBeNull();
    }

    [Fact]
    public async Task HasAPayslipMade()
    {
        var payroll = await _app.AddPayrollAsync(_employee, 2025, 1);
        var reply = await _app.PdfAsync(payroll);
        (reply.Text("status"), reply.Text("pdf_url")).ShouldBe(("pending", null));
        reply.JobId().ShouldStartWith("pdf_");
        _jobber.Orders.ShouldHaveSingleItem().Body.GetProperty("payroll_id").GetGuid().ShouldBe(payroll);
    }

    [Fact]
    public async Task IsCompletedWithALink_WhenTheJobberHasThePayslipAlready()
    {
        var payroll = await _app.AddPayrollAsync(_employee, 2025, 1);
        await _database.ExecuteAsync($"UPDATE hr.payroll_results SET status = 'draft' WHERE id = '{payroll}'");
        _jobber.Answer($"/api/payroll/pdf/{payroll}", 200, "%PDF-1.7 rendered elsewhere", "application/pdf");
        var first = await _app.PdfAsync(payroll, "key");
        first.Text("status").ShouldBe("completed");
        first.Text("pdf_url").ShouldNotBeNull().ShouldContain("/files/");
        _jobber.Orders.ShouldBeEmpty();

        var asked = _jobber.Calls.Count;
        var second = await _app.PdfAsync(payroll);
        second.Text("status").ShouldBe("completed");
        second.JobId().ShouldNotBe(first.JobId());
        _jobber.Calls.Count.ShouldBe(asked); // it is kept here now
        (await _app.PdfAsync(payroll, "key")).JobId().ShouldBe(first.JobId());
        var status = (await _app.RpcAsync("HR.get_job_status", new { job_id = first.JobId() })).Data;
        status.GetProperty("pdf_url").GetString().ShouldNotBeNull().ShouldContain("/files/");
    }

    /// <summary>As the watch does with a job that is due.</summary>
    private async Task SubmitAsync(string jobId)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<JobSubmission>().SubmitAsync(jobId, CancellationToken.None);
    }

    private async Task<(string Status, bool Submitted)> StateAsync(string jobId) =>
        (
            await _app.StatusAsync(jobId),
            await _database.ScalarAsync<bool>(
                $"SELECT submitted_at IS NOT NULL AND leased_until IS NULL FROM hr.hr_jobs WHERE job_id = '{jobId}'"
            )
        );

    private Task<decimal> DueAsync(string jobId) =>
        _database.ScalarAsync<decimal>($"SELECT extract(epoch FROM due_at - now()) FROM hr.hr_jobs WHERE job_id = '{jobId}'");
}
