using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Members;

[Collection(HrApp.Collection)]
public sealed class RemoveCompanyMemberTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task TakesTheRoleAway()
    {
        var company = await _app.EnsureCompanyAsync();
        await AddOwnerAsync(company, "anna");
        (await RemoveAsync(company, "anna")).Data.GetProperty("success").GetBoolean().ShouldBeTrue();
        (await RemoveAsync(company, "anna")).ShouldNotBeApplied("NOT_FOUND", "user_id");
    }

    [Fact]
    public async Task KeepsTheLastOwner()
    {
        var company = await _app.EnsureCompanyAsync();
        (await RemoveAsync(company, "owner")).ShouldNotBeApplied("CONFLICT", "user_id", "last_owner");
        await AddOwnerAsync(company, "anna");
        (await RemoveAsync(company, "owner")).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task LeavesAnOwner_WhenTwoRemoveEachOtherAtTheSameTime()
    {
        for (var round = 0; round < 10; round++)
        {
            var company = await _app.EnsureCompanyAsync();
            await AddOwnerAsync(company, "anna");
            var replies = await Task.WhenAll(RemoveAsync(company, "anna"), RemoveAsync(company, "owner"));
            replies.Count(reply => reply.Ok).ShouldBe(1);
            replies.Single(reply => !reply.Ok).ShouldNotBeApplied("CONFLICT", reason: "last_owner");
        }
    }

    private async Task AddOwnerAsync(Guid company, string user) =>
        (await _app.OnCompanyAsync("HR.add_company_member", company, ("user_id", user), ("role", "owner"))).Ok.ShouldBeTrue();

    private Task<RpcReply> RemoveAsync(Guid company, string user) =>
        _app.OnCompanyAsync("HR.remove_company_member", company, ("user_id", user));
}
