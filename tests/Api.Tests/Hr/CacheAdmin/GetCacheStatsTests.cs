using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.CacheAdmin;

[Collection(HrApp.Collection)]
public sealed class GetCacheStatsTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task CountsEntriesAndBytes_PerDataType()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        foreach (var user in new[] { "user-a", "user-b" })
        {
            await _app.OnCompanyAsync("HR.list_employees", company, user);
        }

        await _app.OnCompanyAsync("HR.get_employee", company, "user-a", ("employee_id", employee));
        var stats = (await _app.OnCompanyAsync("HR.get_cache_stats", company)).Data;
        stats.GetProperty("entries").GetInt32().ShouldBe(3);
        var types = stats.GetProperty("data_types");
        types.GetProperty("employees").GetProperty("entries").GetInt32().ShouldBe(2);
        types.GetProperty("employee").GetProperty("entries").GetInt32().ShouldBe(1);
        types.GetProperty("contracts").GetProperty("entries").GetInt32().ShouldBe(0);
        var bytes = types.EnumerateObject().Sum(type => type.Value.GetProperty("bytes").GetInt64());
        stats.GetProperty("bytes").GetInt64().ShouldBe(bytes);
        stats.GetProperty("oldest").GetDateTimeOffset().ShouldBeLessThanOrEqualTo(stats.GetProperty("newest").GetDateTimeOffset());
    }

    [Fact]
    public async Task CountsNothing_AfterAWrite()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.OnCompanyAsync("HR.list_employees", company, "user-a");
        await _app.OnCompanyAsync("HR.delete_employee", company, ("employee_id", employee));
        var stats = (await _app.OnCompanyAsync("HR.get_cache_stats", company)).Data;
        stats.GetProperty("entries").GetInt32().ShouldBe(0);
        stats.GetProperty("oldest").ValueKind.ShouldBe(JsonValueKind.Null);
    }
}
