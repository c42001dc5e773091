using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.CacheAdmin;

[Collection(HrApp.Collection)]
public sealed class RefreshCacheTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Theory]
    [InlineData(null, "database", "database")]
    [InlineData("employees", "database", "cache")]
    [InlineData("contracts", "cache", "cache")]
    public async Task DropsForEveryUser(string? dataType, string list, string one)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        async Task<string?[]> SourcesAsync(string user)
        {
            var whole = await _app.OnCompanyAsync("HR.list_employees", company, user);
            var single = await _app.OnCompanyAsync("HR.get_employee", company, user, ("employee_id", employee));
            return [whole.Data.GetProperty("source").GetString(), single.Data.GetProperty("source").GetString()];
        }

        await SourcesAsync("user-a");
        await SourcesAsync("user-b");
        var reply = await _app.OnCompanyAsync("HR.refresh_cache", company, ("data_type", dataType));
        var dropped = reply.Data.GetProperty("dropped").EnumerateObject().ToDictionary(type => type.Name, type => type.Value.GetInt32());
        dropped.Values.Sum().ShouldBe((list == "database" ? 2 : 0) + (one == "database" ? 2 : 0));
        (await SourcesAsync("user-a")).ShouldBe([list, one]);
        (await SourcesAsync("user-b")).ShouldBe([list, one]);
    }

    [Fact]
    public async Task RefusesAnUnknownDataType() =>
        (await _app.OnCompanyAsync("HR.refresh_cache", Guid.NewGuid(), ("data_type", "wages"))).ShouldNotBeApplied(
            "INVALID_ARGS",
            "data_type"
        );
}
