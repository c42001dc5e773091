using System.Diagnostics;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>PostgreSQL goes away under a replica that has idle connections to it, and comes back.</summary>
[Collection(RealServers.Name)]
public sealed class PostgresOutageTests
{
    private static readonly TimeSpan s_answersWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_backWithin = TimeSpan.FromSeconds(5);
    private const int Connections = 8;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswersUnavailable_UntilTheServerIsBack(bool killed)
    {
        await using var server = await TestPostgres.StartPrivateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var app = await PinnokioApp.StartAsync(database);
        var company = await Company.EnsureAsync(app.Client);
        await FillPoolAsync(app, company);

        await (killed ? server.KillAsync() : server.StopAsync());
        // The first calls may meet a connection that died this moment; they answer no worse than the later ones.
        for (var call = 0; call < Connections; call++)
        {
            ShouldBeUnavailable(await TimedAsync(company.ListAsync(app.Client, userId: null)), outcome: null);
            ShouldBeUnavailable(await TimedAsync(company.CreateAsync(app.Client, "E-1", "key")), "not_applied");
        }

        await Eventually.HoldsAsync(async () => !await app.Client.IsReadyAsync());
        await server.StartAsync();
        await Eventually.HoldsAsync(async () => (await company.ListAsync(app.Client, userId: null)).Ok, s_backWithin);
        await app.WaitUntilReadyAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => company.ListAsync(app.Client, userId: null)));
        replies.ShouldAllBe(reply => reply.Ok);
        (await company.CreateAsync(app.Client, "E-1", "key")).Replayed.ShouldBeFalse();
        (await company.CountAsync(database, "E-1")).ShouldBe(1);
    }

    [Fact]
    public async Task NoDeadConnectionSurfaces_WhenTheServerRestartsUnnoticed()
    {
        await using var server = await TestPostgres.StartPrivateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var app = await PinnokioApp.StartAsync(database);
        var company = await Company.EnsureAsync(app.Client);
        for (var restart = 0; restart < 3; restart++)
        {
            await FillPoolAsync(app, company);
            await server.RestartAsync();
            await Eventually.HoldsAsync(async () => (await company.RenameCompanyAsync(app.Client, $"Atelier {restart}")).Ok, s_backWithin);
            await app.WaitUntilReadyAsync();

            var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => company.ListAsync(app.Client, userId: null)));

            replies.ShouldAllBe(reply => reply.Ok);
        }
    }

    [Fact]
    public async Task SaysThatTheOutcomeIsUnknown_WhenTheServerDiesWithinTheCommit()
    {
        await using var server = await TestPostgres.StartPrivateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var app = await PinnokioApp.StartAsync(database);
        var company = await Company.EnsureAsync(app.Client);
        Task<RpcReply> create;
        await using (await Blockade.OfCommitsAsync(database))
        {
            create = company.CreateAsync(app.Client, "E-1", "key");
            await Blockade.UntilWaitingAsync(database);
            await server.KillAsync();
        }

        var reply = await create;
        reply.Code.ShouldBe("UNAVAILABLE");
        reply.Outcome.ShouldBe("unknown");
        await server.StartAsync();
        await app.WaitUntilReadyAsync();
        (await company.CreateAsync(app.Client, "E-1", "key")).Ok.ShouldBeTrue();
        (await company.CountAsync(database, "E-1")).ShouldBe(1);
    }

    /// <summary>Leaves several idle connections in the pool.</summary>
    private static async Task FillPoolAsync(PinnokioApp app, Company company)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => company.ListAsync(app.Client, userId: null)));
        replies.ShouldAllBe(reply => reply.Ok);
    }

    private static async Task<RpcReply> TimedAsync(Task<RpcReply> call)
    {
        var watch = Stopwatch.StartNew();
        var reply = await call;
        watch.Elapsed.ShouldBeLessThan(s_answersWithin);
        return reply;
    }

    private static void ShouldBeUnavailable(RpcReply reply, string? outcome)
    {
        reply.Code.ShouldBe("UNAVAILABLE", reply.Text);
        reply.Error.GetProperty("retry_after_ms").GetInt32().ShouldBePositive();
        reply.Outcome.ShouldBe(outcome);
    }
}
