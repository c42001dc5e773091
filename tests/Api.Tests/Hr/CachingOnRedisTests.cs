using StackExchange.Redis;

namespace Pinnokio.Api.Tests.Hr;

[Collection(HrApp.Collection)]
public sealed class CachingOnRedisTests(HrApp hr) : CachingTests(hr.App)
{
    [Fact]
    public async Task StandsUnderTheSharedKeys_AsReadableJson()
    {
        var staff = await EnsureStaffAsync();
        foreach (var method in CachedReads)
        {
            await ReadAsync(staff, method, "user-a");
        }

        var prefix = $"cache:user-a:{staff.CompanyId}:hr:";
        using var redis = await ConnectionMultiplexer.ConnectAsync((await Support.TestRedis.SharedAsync()).Address);
        var keys = redis.GetServer(redis.GetEndPoints()[0]).Keys(pattern: prefix + "*").Select(key => ((string)key!)[prefix.Length..]);
        var employee = staff.EmployeeId;
        keys.Order().ShouldBe(["active_contract:" + employee, "clusters", "contracts:" + employee, "employee:" + employee, "employees"]);
        var entry = System.Text.Json.JsonElement.Parse((string)(await redis.GetDatabase().StringGetAsync(prefix + "employees"))!);
        entry.GetProperty("data").GetArrayLength().ShouldBe(1);
        entry.GetProperty("cached_at").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
    }
}
