using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.References;

[Collection(HrApp.Collection)]
public sealed class GetFamilyStatusTests(HrApp hr)
{
    [Fact]
    public async Task HoldsWhatEachCountryKnows()
    {
        var swiss = (await hr.App.RowsAsync("HR.get_family_status")).Codes().ToList();
        var french = (await hr.App.RowsAsync("HR.get_family_status", new { country_code = "FR" })).Codes().ToList();
        swiss.Count.ShouldBe(10);
        french.Count.ShouldBe(8);
        french.Except(swiss).ShouldBe(["pacs", "cohabiting"]);
    }

    [Fact]
    public async Task IsWhatAnEmployeeMayHave()
    {
        var (company, employee) = await hr.App.EnsureStaffAsync();
        Task<RpcReply> Set(string status) =>
            hr.App.OnCompanyAsync("HR.update_employee", company, ("employee_id", employee), ("family_status", status));
        (await Set("pacs")).Ok.ShouldBeTrue();
        (await Set("complicated")).ShouldNotBeApplied("INVALID_ARGS", "family_status");
    }

    [Theory]
    [InlineData("country_code", "DE")]
    [InlineData("lang", "es")]
    [InlineData("company_id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("firebase_user_id", "a:b")]
    public async Task RefusesByName_WhenAnArgumentCannotBe(string field, string value) =>
        (await hr.App.RpcAsync("HR.get_family_status", new Dictionary<string, object?> { [field] = value })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}
