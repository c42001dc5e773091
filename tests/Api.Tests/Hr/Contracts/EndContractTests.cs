using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Contracts;

[Collection(HrApp.Collection)]
public sealed class EndContractTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task SetsTheLastDay_AndShortensTheTrial()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee, ("trial_end_date", "2025-03-31"));
        var contract = (await EndAsync(company, id, "2025-02-28")).Data.GetProperty("contract");
        contract.GetProperty("end_date").GetString().ShouldBe("2025-02-28");
        contract.GetProperty("trial_end_date").GetString().ShouldBe("2025-02-28");
        contract.GetProperty("state").GetString().ShouldBe("ended");
    }

    [Fact]
    public async Task MakesRoomForTheNextContract()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee);
        await EndAsync(company, id, "2025-06-30");
        await _app.CreateContractAsync(company, employee, ("start_date", "2025-07-01"));
        (await EndAsync(company, id, "2025-07-01")).ShouldNotBeApplied("CONFLICT", reason: "contract_overlap");
    }

    [Theory]
    [InlineData("2024-12-31")]
    [InlineData("2101-01-01")]
    public async Task RefusesADay_ThatCannotBeTheLast(string day)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee);
        (await EndAsync(company, id, day)).ShouldNotBeApplied("INVALID_ARGS", "end_date");
    }

    [Fact]
    public async Task RefusesACancelledContract()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee);
        await _app.OnCompanyAsync("HR.update_contract", company, ("contract_id", id), ("state", "cancelled"));
        (await EndAsync(company, id, "2025-06-30")).ShouldNotBeApplied("INVALID_ARGS", reason: "contract_cancelled");
    }

    [Fact]
    public async Task IsNotFoundOrStale_WhenItIsNotTheContractThatTheCallerSaw()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee);
        (await EndAsync(await _app.EnsureCompanyAsync(), id, "2025-06-30")).ShouldNotBeApplied("NOT_FOUND", "contract_id");
        (await EndAsync(company, id, "2025-06-30", ("expected_version", 7))).ShouldNotBeApplied("CONFLICT", "expected_version");
    }

    private Task<RpcReply> EndAsync(Guid company, Guid id, string day, params (string Name, object? Value)[] more) =>
        _app.OnCompanyAsync("HR.end_contract", company, null, [("contract_id", id), ("end_date", day), .. more]);
}
