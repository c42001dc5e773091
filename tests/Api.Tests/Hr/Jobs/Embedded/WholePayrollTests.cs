using System.Net;
using System.Text.Json;
using Pinnokio.Api.Tests.Hub;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs.Embedded;

/// <summary>As a newcomer sees it: submit, see the event arrive, open the PDF. Nothing beside the product is there.</summary>
public sealed class WholePayrollTests
{
    [Fact]
    public async Task GoesFromTheSubmissionToThePayslip()
    {
        await using var app = await PinnokioApp.StartAsync(onSockets: true);
        var (company, employee) = await app.EnsurePaidStaffAsync();
        await using var screen = await Staff.FollowAsync(app.Client, "anna");

        var calculation = (await app.CalculateAsync(company, employee)).JobId();
        var data = await EndedAsync(screen, calculation);
        data.GetProperty("period").GetString().ShouldBe("2025-01");
        data.GetProperty("employee_id").GetGuid().ShouldBe(employee);
        var row = data.GetProperty("result");
        row.GetProperty("gross").GetRawText().ShouldBe("6500.00");
        var listed = await app.OnCompanyAsync("HR.list_payroll_results", company);
        var stored = listed.Data.GetProperty("payroll_results").EnumerateArray().ShouldHaveSingleItem();
        stored.GetProperty("net_payable").GetRawText().ShouldBe(row.GetProperty("net_payable").GetRawText());

        var rendering = (await app.PdfAsync(row.GetProperty("id").GetGuid())).JobId();
        var link = (await EndedAsync(screen, rendering)).GetProperty("pdf_url").GetString()!;

        using var anyone = new HttpClient();
        using var payslip = await anyone.GetAsync(new Uri(link));
        payslip.StatusCode.ShouldBe(HttpStatusCode.OK);
        payslip.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        (await payslip.Content.ReadAsByteArrayAsync())[..5].ShouldBe("%PDF-"u8.ToArray());
    }

    private static async Task<JsonElement> EndedAsync(HubClient screen, string job)
    {
        var frame = await screen.NextAsync();
        frame.GetProperty("type").GetString().ShouldBe("hr_job_completed", frame.GetRawText());
        frame.GetProperty("job_id").GetString().ShouldBe(job);
        frame.GetProperty("status").GetString().ShouldBe("completed", frame.GetRawText());
        return frame.GetProperty("data");
    }
}
