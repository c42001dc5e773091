using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Members;

[Collection(HrApp.Collection)]
public sealed class ListCompanyMembersTests(HrApp hr)
{
    [Fact]
    public async Task ListsByUser_EndedMembershipsToo()
    {
        var company = await hr.App.EnsureCompanyAsync();
        (string, object?)[] ended = [("user_id", "anna"), ("role", "viewer"), ("valid_from", "2020-01-01"), ("valid_to", "2020-12-31")];
        await hr.App.OnCompanyAsync("HR.add_company_member", company, ended);
        var members = (await hr.App.OnCompanyAsync("HR.list_company_members", company)).Data.GetProperty("members").EnumerateArray();
        members.Select(member => member.GetProperty("user_id").GetString()).ShouldBe(["anna", "owner"]);
    }

    [Fact]
    public async Task IsEmpty_WhenThereIsNoSuchCompany() =>
        (await hr.App.OnCompanyAsync("HR.list_company_members", Guid.NewGuid())).Data.GetProperty("members").GetArrayLength().ShouldBe(0);
}
