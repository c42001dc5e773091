using System.Net;
using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>A replica started while PostgreSQL or Redis is away.</summary>
public sealed class StartWithoutServersTests
{
    [Fact]
    public async Task StartsDegradedAndMigrates_WhenPostgresComesLater()
    {
        await using var server = await TestPostgres.StartPrivateAsync();
        await using var database = await server.CreateEmptyDatabaseAsync();
        await server.StopAsync();
        await using var app = await PinnokioApp.StartAsync(database, waitUntilReady: false);

        await ShouldBeDegradedAsync(app, away: "postgres");
        var reply = await new Company(Guid.NewGuid()).CreateAsync(app.Client, "E-1", "key");
        reply.Code.ShouldBe("UNAVAILABLE", reply.Text);
        reply.Outcome.ShouldBe("not_applied");
        (await app.RpcAsync("HR.check_connection")).Data.GetProperty("status").GetString().ShouldBe("error");

        await server.StartAsync();
        await app.WaitUntilReadyAsync();
        await ShouldBeWellAsync(app);
        var company = await Company.EnsureAsync(app.Client);
        (await company.CreateAsync(app.Client, "E-1", "key")).Ok.ShouldBeTrue();
        (await company.CountAsync(database, "E-1")).ShouldBe(1);
    }

    [Fact]
    public async Task StartsDegradedAndServes_WhenRedisComesLater()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var redis = await TestRedis.StartPrivateAsync();
        await redis.StopAsync();
        await using var app = await PinnokioApp.StartAsync(database, redis.Port, waitUntilReady: false);

        await ShouldBeDegradedAsync(app, away: "redis");
        await Eventually.HoldsAsync(async () => (await app.RpcAsync("HR.list_clusters")).Ok); // as soon as PostgreSQL was found
        var company = await Company.EnsureAsync(app.Client);
        await company.HireAsync(app.Client, "E-1");
        (await company.ReadAsync(app.Client, "reader")).ShouldBe(("Ada", "database"));

        await redis.StartAsync();
        await app.WaitUntilReadyAsync();
        await ShouldBeWellAsync(app);
        await Eventually.HoldsAsync(async () => await company.ReadAsync(app.Client, "reader") is ("Ada", "cache"));
    }

    private static async Task ShouldBeDegradedAsync(PinnokioApp app, string away)
    {
        var (status, health) = await GetAsync(app, "/healthz");
        status.ShouldBe(HttpStatusCode.OK);
        health.GetProperty("status").GetString().ShouldBe("degraded");
        health.GetProperty(away).GetString().ShouldNotBe("ok");
        var (readiness, ready) = await GetAsync(app, "/readyz");
        readiness.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ready.GetProperty("away").EnumerateArray().Select(name => name.GetString()).ShouldContain(away);
    }

    private static async Task ShouldBeWellAsync(PinnokioApp app)
    {
        var (status, health) = await GetAsync(app, "/healthz");
        status.ShouldBe(HttpStatusCode.OK);
        health.GetProperty("status").GetString().ShouldBe("ok");
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(PinnokioApp app, string path)
    {
        using var response = await app.Client.GetAsync(path);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }
}
