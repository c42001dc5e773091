using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Contracts;

[Collection(HrApp.Collection)]
public sealed class UpdateContractTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ChangesTheGivenFields_AndShowsTheWhole()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee, ("job_title", "Éclairagiste"));
        var reply = await UpdateAsync(company, id, ("base_salary", 7000.10m), ("trial_end_date", "2025-03-31"));
        reply.Data.GetProperty("success").GetBoolean().ShouldBeTrue();
        var contract = reply.Data.GetProperty("contract");
        contract.GetProperty("base_salary").GetRawText().ShouldBe("7000.10");
        contract.GetProperty("trial_end_date").GetString().ShouldBe("2025-03-31");
        contract.GetProperty("job_title").GetString().ShouldBe("Éclairagiste");
        contract.GetProperty("row_version").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task WritesNothing_WhenNoFieldIsGiven()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee, ("provisions", new { a = 1 }));
        var before = await _app.Database.StatesAsync();
        (await UpdateAsync(company, id)).Data.GetProperty("contract").GetProperty("row_version").GetInt64().ShouldBe(1);
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task NotesWhenItWasCancelled()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee);
        var reply = await UpdateAsync(company, id, ("state", "cancelled"), ("cancel_reason", "never began"));
        reply.Data.GetProperty("contract").GetProperty("cancelled_at").GetString()!.ShouldEndWith("Z");
    }

    [Fact]
    public async Task IsAConflict_WhenItsNewDaysClash()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var first = await _app.CreateContractAsync(company, employee, ("end_date", "2025-06-30"));
        await _app.CreateContractAsync(company, employee, ("start_date", "2025-07-01"));
        (await UpdateAsync(company, first, ("end_date", "2025-07-01"))).ShouldNotBeApplied("CONFLICT", reason: "contract_overlap");
        (await UpdateAsync(company, first, ("end_date", "2025-05-31"))).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task IsAConflict_WhenSomebodyElseWasFaster()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee);
        (await UpdateAsync(company, id, ("work_rate", "0.8"), ("expected_version", 1))).Ok.ShouldBeTrue();
        var late = await UpdateAsync(company, id, ("work_rate", "0.5"), ("expected_version", 1));
        late.ShouldNotBeApplied("CONFLICT", "expected_version", "stale_version");
    }

    [Fact]
    public async Task IsNotFound_WhenTheContractIsAnotherCompanys()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee);
        (await UpdateAsync(await _app.EnsureCompanyAsync(), id, ("work_rate", "0.8"))).ShouldNotBeApplied("NOT_FOUND", "contract_id");
    }

    [Theory]
    [InlineData("base_salary", null)]
    [InlineData("contract_type", "no such type")]
    [InlineData("contract_type", "fixedSalaryMth", "end_date")]
    [InlineData("state", "ended", "end_date")]
    [InlineData("expected_version", 0)]
    public async Task RefusesByName_WhenAFieldBreaksARule(string field, object? value, string? named = null)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee);
        var before = await _app.Database.StatesAsync();
        (await UpdateAsync(company, id, (field, value))).ShouldNotBeApplied("INVALID_ARGS", named ?? field);
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    private Task<RpcReply> UpdateAsync(Guid company, Guid id, params (string Name, object? Value)[] fields) =>
        _app.OnCompanyAsync("HR.update_contract", company, null, [("contract_id", id), .. fields]);
}
