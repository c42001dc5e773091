using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Jobber;

/// <summary>What goes over the wire when all is well.</summary>
public sealed class HttpJobberTests : IAsyncLifetime
{
    private HttpJobberRig _rig = null!;

    public async Task InitializeAsync() => _rig = await HttpJobberRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task OrdersACalculation_ByteForByte()
    {
        var job = HttpJobberRig.Calculate();
        job.SessionId = "tab-1";
        job.MandatePath = "clients/é/m";
        (await _rig.Jobber.SubmitAsync(job, CancellationToken.None)).ShouldBeNull();
        var call = _rig.Stub.Calls.ShouldHaveSingleItem();
        (call.Method, call.Path).ShouldBe(("POST", "/api/payroll/calculate"));
        call.Text.ShouldBe(
            """{"company_id":"c","employee_id":"e","year":2025,"month":1,"variables":{"bonus":1000.50},"force_recalculate":false,"""
                + $$"""
                "callback_url":"https://pinnokio.example/hr/callback","callback_data":{"job_id":"{{job.JobId}}","job_type":"payroll_calculate",
                """.Trim()
                + """
                "user_id":"anna","session_id":"tab-1","mandate_path":"clients/é/m","employee_id":"e","period_year":2025,"period_month":1}}
                """.Trim()
        );
        call.Header("Content-Type").ShouldBe("application/json");
        call.Header("Idempotency-Key").ShouldBe(job.JobId);
        call.Header("Authorization").ShouldBe($"Bearer {StubJobber.Key}");
        call.Header("X-Request-Timeout-Ms").ShouldBe("20000");
    }

    [Fact]
    public async Task OrdersABatch_AndNotesTheEstimates()
    {
        var job = HttpJobberRig.Job(
            JobTypes.PayrollBatch,
            """{"company_id":"c","year":2025,"month":1,"employee_ids":null,"cluster_code":null}"""
        );
        _rig.Stub.Answer("/api/payroll/batch", 202, """{"estimated_count":42,"estimated_duration_seconds":12.5}""");
        (await _rig.Jobber.SubmitAsync(job, CancellationToken.None)).ShouldBeNull();
        (job.Total, job.EstimatedSeconds).ShouldBe((42, 13));
        var body = _rig.Stub.Calls.ShouldHaveSingleItem().Body;
        body.GetProperty("employee_ids").ValueKind.ShouldBe(JsonValueKind.Null);
        body.GetProperty("callback_data").GetProperty("company_id").GetString().ShouldBe("c");
        body.GetProperty("callback_data").GetProperty("session_id").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"estimated_count":"many"}""")]
    public async Task KeepsOurEstimates_WhenTheJobberHasNone(string answer)
    {
        var job = HttpJobberRig.Job(JobTypes.PayrollBatch, "{}");
        (job.Total, job.EstimatedSeconds) = (7, 8);
        _rig.Stub.Answer("/api/payroll/batch", 200, answer);
        (await _rig.Jobber.SubmitAsync(job, CancellationToken.None)).ShouldBeNull();
        (job.Total, job.EstimatedSeconds).ShouldBe((7, 8));
    }

    [Fact]
    public async Task OrdersAPayslip()
    {
        var job = HttpJobberRig.Job(JobTypes.PdfGenerate, """{"payroll_id":"p"}""");
        (await _rig.Jobber.SubmitAsync(job, CancellationToken.None)).ShouldBeNull();
        var call = _rig.Stub.Calls.ShouldHaveSingleItem();
        call.Path.ShouldBe("/api/payroll/pdf/generate");
        call.Body.EnumerateObject().Select(field => field.Name).ShouldBe(["payroll_id", "callback_url", "callback_data"]);
    }

    [Fact]
    public async Task ReturnsTheResult_WhenTheJobberHasItAtOnce()
    {
        _rig.Stub.Answer("/api/payroll/calculate", 200, """{"net_payable":5743.65}""");
        var job = HttpJobberRig.Calculate();
        var outcome = (await _rig.Jobber.SubmitAsync(job, CancellationToken.None)).ShouldNotBeNull();
        (outcome.JobId, outcome.Status).ShouldBe((job.JobId, "completed"));
        outcome.Result!.Value.GetProperty("net_payable").GetRawText().ShouldBe("5743.65");
    }

    [Theory]
    [InlineData("""{"status":"processing","progress":{"total":8,"completed":3,"failed":1}}""", "running", 8)]
    [InlineData("""{"status":"partial","batch_progress":{"total":4},"error":"One failed."}""", "partial", 4)]
    [InlineData("""{"status":"completed","result":{"pdf_url":"https://x"}}""", "completed", null)]
    public async Task SaysWhatBecameOfAJob(string answer, string status, int? total)
    {
        _rig.Stub.Answer("/api/jobs/", 200, answer);
        var job = HttpJobberRig.Calculate();
        var report = (await _rig.Jobber.FindAsync(job, CancellationToken.None)).ShouldNotBeNull();
        (report.JobId, report.Status, report.BatchProgress?.Total).ShouldBe((job.JobId, status, total));
        _rig.Stub.Calls.ShouldHaveSingleItem().Path.ShouldBe($"/api/jobs/{job.JobId}");
    }

    [Fact]
    public async Task FindsNothing_WhenTheJobberSays404()
    {
        (await _rig.Jobber.FindAsync(HttpJobberRig.Calculate(), CancellationToken.None)).ShouldBeNull();
        (await _rig.Jobber.FindPdfAsync(Guid.NewGuid(), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task FetchesAPayslip()
    {
        var payroll = Guid.NewGuid();
        _rig.Stub.Answer($"/api/payroll/pdf/{payroll}", 200, "%PDF-1.7 …", "application/pdf");
        var pdf = (await _rig.Jobber.FindPdfAsync(payroll, CancellationToken.None)).ShouldNotBeNull();
        Encoding.UTF8.GetString(pdf.Span).ShouldBe("%PDF-1.7 …");
    }

    [Fact]
    public async Task TellsHowTheJobberIs()
    {
        var health = await _rig.Jobber.CheckAsync(CancellationToken.None);
        (health.Url, health.Status, health.Version).ShouldBe((_rig.Stub.Url, "ok", "9.9"));
    }

    [Fact]
    public async Task HandsTheTraceOn()
    {
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await _rig.Jobber.CheckAsync(CancellationToken.None);
        _rig.Stub.Calls.ShouldHaveSingleItem().Header("traceparent").ShouldNotBeNull().ShouldContain(activity.TraceId.ToHexString());
    }

    [Fact]
    public async Task TellsTheTimeThatIsLeft()
    {
        (_rig.Call.Timeout, _rig.Call.Began) = (TimeSpan.FromSeconds(5), TimeProvider.System.GetTimestamp());
        await _rig.Jobber.CheckAsync(CancellationToken.None);
        var told = _rig.Stub.Calls.ShouldHaveSingleItem().Header("X-Request-Timeout-Ms").ShouldNotBeNull();
        int.Parse(told, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 5_000);
    }

    [Fact]
    public async Task KeepsToThePathOfItsAddress()
    {
        await using var below = await HttpJobberRig.StartAsync($"{_rig.Stub.Url}/hr/v2/");
        _rig.Stub.Answer("/hr/v2/health", StatusCodes.Status200OK, """{"status":"fine"}""");
        (await below.Jobber.CheckAsync(CancellationToken.None)).Status.ShouldBe("fine");
    }
}
