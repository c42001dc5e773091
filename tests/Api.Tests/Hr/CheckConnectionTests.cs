using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr;

[Collection(HrApp.Collection)]
public sealed class CheckConnectionTests(HrApp hr)
{
    [Fact]
    public async Task SaysWhatItIsConnectedTo()
    {
        var report = (await hr.App.RpcAsync("HR.check_connection")).Data;
        report.GetProperty("status").GetString().ShouldBe("connected");
        report.GetProperty("database").GetString().ShouldBe(hr.App.Database.Name);
        report.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        report.GetProperty("schemas").EnumerateArray().Select(schema => schema.GetString()).ShouldBeSubsetOf(["core", "hr", "public"]);
        report.GetProperty("pool_size").GetInt32().ShouldBePositive();
        report.GetProperty("latency_ms").GetDecimal().ShouldBeGreaterThanOrEqualTo(0);
    }
}
