using Pinnokio.Api.Tests.Hr.Payroll;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

[Collection(HrApp.Collection)]
public sealed class SubmitPayrollBatchTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task CountsThoseWhomItPays()
    {
        var (company, _) = await _app.EnsurePaidStaffAsync();
        var second = await AddAsync(company, "CH-VD");
        await _app.CreateEmployeeAsync(company); // without a contract
        var left = await AddAsync(company, "CH-GE");
        await _app.OnCompanyAsync("HR.delete_employee", company, ("employee_id", left));

        (await CountAsync(company)).ShouldBe(2);
        (await CountAsync(company, ("cluster_code", "CH-VD"))).ShouldBe(1);
        (await CountAsync(company, ("employee_ids", new[] { second, second }))).ShouldBe(1);
        (await CountAsync(company, ("employee_ids", new[] { left }))).ShouldBe(1); // a last pay
    }

    [Fact]
    public async Task NamesTheEmployees_WhomTheCompanyDoesNotHave()
    {
        var (company, employee) = await _app.EnsurePaidStaffAsync();
        var (_, foreigner) = await _app.EnsurePaidStaffAsync();
        var reply = await _app.BatchAsync(company, ("employee_ids", new[] { employee, foreigner }));
        reply.ShouldNotBeApplied("NOT_FOUND", "employee_ids", "employee_not_found");
        reply.Text.ShouldContain(foreigner.ToString());
        reply.Text.ShouldNotContain(employee.ToString());
        (await _app.CountJobsAsync(company)).ShouldBe(0);
    }

    [Fact]
    public async Task RefusesABatch_ThatPaysNobody()
    {
        var (company, employee) = await _app.EnsurePaidStaffAsync();
        await EmptyAsync(company, ("employee_ids", Array.Empty<Guid>()));
        await EmptyAsync(company, ("cluster_code", "CH-ZH"));
        await EmptyAsync(company, ("year", 2024));
        var payroll = await _app.AddPayrollAsync(employee, 2025, 1);
        await _app.Database.ExecuteAsync($"UPDATE hr.payroll_results SET status = 'paid' WHERE id = '{payroll}'");
        await EmptyAsync(company);
        (await CountAsync(company, ("force_recalculate", true))).ShouldBe(1);
    }

    [Fact]
    public async Task RefusesMoreThan5000() =>
        (
            await _app.BatchAsync(Guid.NewGuid(), ("employee_ids", Enumerable.Range(0, 5_001).Select(_ => Guid.NewGuid())))
        ).ShouldNotBeApplied("INVALID_ARGS", "employee_ids");

    [Fact]
    public async Task PointsAtTheEmployee_WhoseIdIsNone() =>
        (await _app.BatchAsync(Guid.NewGuid(), ("employee_ids", new object[] { Guid.NewGuid(), 1 }))).ShouldNotBeApplied(
            "INVALID_ARGS",
            "employee_ids[1]"
        );

    [Theory]
    [InlineData("month", 0)]
    [InlineData("cluster_code", "")]
    [InlineData("variables", 7)]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, object value) =>
        (await _app.BatchAsync(Guid.NewGuid(), (field, value))).ShouldNotBeApplied("INVALID_ARGS", field);

    private async Task<Guid> AddAsync(Guid company, string cluster)
    {
        var employee = await _app.CreateEmployeeAsync(company, ("cluster_code", cluster));
        await _app.CreateContractAsync(company, employee);
        return employee;
    }

    private async Task<int> CountAsync(Guid company, params (string Name, object? Value)[] more) =>
        (await _app.BatchAsync(company, more)).Data.GetProperty("estimated_count").GetInt32();

    private async Task EmptyAsync(Guid company, params (string Name, object? Value)[] more)
    {
        (await _app.BatchAsync(company, more)).ShouldNotBeApplied("CONFLICT", "employee_ids", "empty_batch");
        (await _app.CountJobsAsync(company)).ShouldBe(0);
    }
}
