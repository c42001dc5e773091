using Pinnokio.Support;
using StackExchange.Redis;

namespace Pinnokio.Api.Tests.Hr.References;

/// <summary>The lists are kept per user, country and language, also where no company is named.</summary>
[Collection(HrApp.Collection)]
public sealed class ReferenceCachingTests(HrApp hr)
{
    public static TheoryData<string> Methods =>
        [
            "HR.get_all_references",
            "HR.get_contract_types",
            "HR.get_remuneration_types",
            "HR.get_family_status",
            "HR.get_tax_status",
            "HR.get_permit_types",
            "HR.get_payroll_status",
            "HR.get_payroll_items",
        ];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task ServesTheSecondCallFromTheCache(string method)
    {
        var user = $"u{Guid.NewGuid():N}";
        foreach (var company in new Guid?[] { null, Guid.NewGuid() })
        {
            var first = await ReadAsync(method, user, ("company_id", company));
            var second = await ReadAsync(method, user, ("company_id", company));
            var third = await ReadAsync(method, user, ("company_id", company), ("force_refresh", true));
            Source(first).ShouldBe("database");
            Source(second).ShouldBe("cache");
            Source(third).ShouldBe("database");
            second.Text.Replace("\"cache\"", "\"database\"", StringComparison.Ordinal).ShouldBe(first.Text);
        }

        Source(await ReadAsync(method, null)).ShouldBe("database");
    }

    [Theory]
    [InlineData("country_code", "FR")]
    [InlineData("lang", "de")]
    public async Task KeepsThemApart(string argument, string value)
    {
        var user = $"u{Guid.NewGuid():N}";
        await ReadAsync("HR.get_all_references", user);
        var other = await ReadAsync("HR.get_all_references", user, (argument, value));
        Source(other).ShouldBe("database");
        other.Text.ShouldNotContain("Canton de");
        Source(await ReadAsync("HR.get_all_references", user, (argument, value))).ShouldBe("cache");
    }

    [Fact]
    public async Task KeepsItalianWithFrench()
    {
        var user = $"u{Guid.NewGuid():N}";
        await ReadAsync("HR.get_all_references", user, ("lang", "it"));
        Source(await ReadAsync("HR.get_all_references", user)).ShouldBe("cache");
    }

    [Fact]
    public async Task StandsUnderTheSharedKeyForADay()
    {
        var (user, company) = ($"u{Guid.NewGuid():N}", Guid.NewGuid());
        await ReadAsync("HR.get_all_references", user, ("company_id", company));
        using var redis = await ConnectionMultiplexer.ConnectAsync((await TestRedis.SharedAsync()).Address);
        var entry = await redis.GetDatabase().StringGetWithExpiryAsync($"cache:{user}:{company}:hr:references:CH:fr");
        ((string)entry.Value!).ShouldStartWith("{\"data\":{\"contract_types\":[");
        entry.Expiry!.Value.ShouldBeInRange(TimeSpan.FromHours(21), TimeSpan.FromHours(27));
    }

    private async Task<RpcReply> ReadAsync(string method, string? user, params (string Name, object? Value)[] arguments)
    {
        var kwargs = arguments.ToDictionary(argument => argument.Name, argument => argument.Value);
        if (method == "HR.get_payroll_items")
        {
            kwargs["country_code"] = "CH";
        }

        var reply = await hr.App.RpcAsync(method, kwargs, user);
        reply.Ok.ShouldBeTrue(reply.Text);
        return reply;
    }

    private static string Source(RpcReply reply) => reply.Data.GetProperty("source").GetString()!;
}
