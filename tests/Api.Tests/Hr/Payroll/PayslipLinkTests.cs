using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Payroll;

/// <summary>A payslip made by one replica opens under its link on the other.</summary>
public sealed class PayslipLinkTests
{
    [Fact]
    public async Task OpensThePayslip_OnAnyReplica()
    {
        await using var first = await PinnokioApp.StartAsync(onSockets: true);
        await using var second = await PinnokioApp.StartAsync(database: first.Database, onSockets: true);
        var (company, employee) = await first.EnsureStaffAsync();
        var contract = await first.CreateContractAsync(company, employee);
        var payroll = Guid.CreateVersion7();
        await first.Database.ExecuteAsync(
            $"""
            INSERT INTO hr.payroll_results (id, company_id, employee_id, contract_id, period_year, period_month, gross, net_payable)
            VALUES ('{payroll}', '{company}', '{employee}', '{contract}', 2026, 1, 6500, 5743.65)
            """
        );

        var link = new Uri(await first.Services.GetRequiredService<IPayslips>().CreateAsync(payroll, default));

        link.Host.ShouldBe("127.0.0.1");
        await OpensAsync(link);
        await OpensAsync(new Uri(second.Client.BaseAddress!, link.PathAndQuery));
    }

    private static async Task OpensAsync(Uri link)
    {
        using var anyone = new HttpClient();
        using var response = await anyone.GetAsync(link);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        response.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Décompte de salaire 2026-01 Anna Muster.pdf");
        (await response.Content.ReadAsByteArrayAsync()).AsSpan().StartsWith("%PDF-1.7"u8).ShouldBeTrue();
    }
}
