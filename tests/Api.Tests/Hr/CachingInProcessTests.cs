using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr;

[Collection(MembersHrApp.Collection)]
public sealed class CachingInProcessTests(MembersHrApp hr) : CachingTests(hr.App)
{
    [Fact]
    public async Task ForgetsTheContractOfToday_WhenTheDayIsOver()
    {
        var lastDay = DateOnly.FromDateTime(hr.Clock.GetUtcNow().UtcDateTime).AddDays(1);
        var staff = await EnsureStaffAsync();
        await App.OnCompanyAsync("HR.end_contract", staff.CompanyId, ("contract_id", staff.ContractId), ("end_date", lastDay));
        hr.Clock.StandAt(new DateTimeOffset(lastDay, new TimeOnly(23, 58), TimeSpan.Zero));
        await ReadAsync(staff, "HR.get_active_contract", "user-a");
        var today = await ReadAsync(staff, "HR.get_active_contract", "user-a");
        Source(today).ShouldBe("cache");
        today.Data.GetProperty("contract").GetProperty("id").GetGuid().ShouldBe(staff.ContractId);

        hr.Clock.StandAt(new DateTimeOffset(lastDay.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));
        var tomorrow = await ReadAsync(staff, "HR.get_active_contract", "user-a");
        Source(tomorrow).ShouldBe("database");
        tomorrow.Data.GetProperty("contract").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }
}
