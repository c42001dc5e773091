using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Members;

[Collection(HrApp.Collection)]
public sealed class AddCompanyMemberTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task AddsThenChangesTheRole()
    {
        var company = await _app.EnsureCompanyAsync();
        var member = (await AddAsync(company, "anna", "viewer", ("valid_to", "2030-12-31"))).Data.GetProperty("member");
        member.GetProperty("role").GetString().ShouldBe("viewer");
        member.GetProperty("valid_to").GetString().ShouldBe("2030-12-31");
        await AddAsync(company, "anna", "payroll");
        var members = (await _app.OnCompanyAsync("HR.list_company_members", company)).Data.GetProperty("members").EnumerateArray();
        members.Select(m => $"{m.GetProperty("user_id")} {m.GetProperty("role")}").ShouldBe(["anna payroll", "owner owner"]);
    }

    [Fact]
    public async Task IsNotFound_WhenThereIsNoSuchCompany() =>
        (await AddAsync(Guid.NewGuid(), "anna", "viewer")).ShouldNotBeApplied("NOT_FOUND", "company_id");

    [Theory]
    [InlineData("role", "boss")]
    [InlineData("user_id", "")]
    [InlineData("user_id", "a b")]
    [InlineData("valid_from", "1700-01-01")]
    [InlineData("valid_to", "2001-01-01")]
    public async Task RefusesByName_WhenAFieldBreaksARule(string field, object value)
    {
        var company = await _app.EnsureCompanyAsync();
        (await AddAsync(company, "anna", "viewer", (field, value))).ShouldNotBeApplied("INVALID_ARGS", field);
    }

    [Theory]
    [InlineData("viewer", null)]
    [InlineData("owner", "2099-12-31")]
    public async Task KeepsAnOwner_WhoStays(string role, string? until)
    {
        var company = await _app.EnsureCompanyAsync();
        (await AddAsync(company, "owner", role, ("valid_to", until))).ShouldNotBeApplied("CONFLICT", "user_id", "last_owner");
        await AddAsync(company, "second", "owner");
        (await AddAsync(company, "owner", role, ("valid_to", until))).Ok.ShouldBeTrue();
    }

    private Task<RpcReply> AddAsync(Guid company, string user, string role, params (string Name, object? Value)[] more) =>
        _app.OnCompanyAsync("HR.add_company_member", company, null, [("user_id", user), ("role", role), .. more]);
}
