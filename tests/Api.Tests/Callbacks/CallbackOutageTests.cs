using System.Text;
using Pinnokio.Api.Tests.Faults;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Callbacks;

/// <summary>A store is away while a jobber reports.</summary>
public sealed class CallbackOutageTests
{
    [Fact]
    public async Task IsAcceptedAndToldLater_WhileRedisIsAway()
    {
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var app = await PinnokioApp.StartAsync(redisPort: redis.Port);
        var jobs = new List<TestJob>();
        var company = await app.EnsureCompanyAsync();
        for (var n = 0; n < 3; n++)
        {
            jobs.Add(new TestJob(app.Database, company, "payroll_batch") { User = "anna" });
            await jobs[n].AddAsync();
        }

        await redis.StopAsync();
        foreach (var job in jobs)
        {
            (await PostAsync(app, job.Progress(4, seq: 1))).Status.ShouldBe(200);
            (await PostAsync(app, job.Report("completed"))).Status.ShouldBe(200);
        }

        await Eventually.HoldsAsync(async () => await FailedAsync(app) == 3); // the first of each job; what follows waits behind it
        await redis.StartAsync();

        await Eventually.HoldsAsync(async () => (await ToldAsync(app)).Length == 6, TimeSpan.FromSeconds(30));
        foreach (var job in jobs)
        {
            (await ToldAsync(app))
                .Where(told => told.Job == job.Id)
                .Select(told => told.Type)
                .ShouldBe(["hr_job_progress", "hr_job_completed"]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IsToComeAgain_WhilePostgresIsAway(bool killed)
    {
        await using var server = await TestPostgres.StartPrivateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var app = await PinnokioApp.StartAsync(database);
        var job = new TestJob(database, await app.EnsureCompanyAsync(), "payroll_batch");
        await job.AddAsync();

        await (killed ? server.KillAsync() : server.StopAsync());
        var refused = await PostAsync(app, job.Report("completed"));
        await server.StartAsync();
        await app.WaitUntilReadyAsync();

        (refused.Status, refused.Code).ShouldBe((503, "UNAVAILABLE"));
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(async () => (await PostAsync(app, job.Report("completed"))).Status == 200);
        (await job.StatusAsync()).ShouldBe("completed");
    }

    [Fact]
    public async Task IsToComeAgain_WhenAnotherHoldsTheJobForTooLong()
    {
        await using var app = await PinnokioApp.StartAsync();
        var job = new TestJob(app.Database, await app.EnsureCompanyAsync(), "payroll_batch");
        await job.AddAsync();
        await using (var holder = await app.Database.OpenAsync())
        {
            await using var transaction = await holder.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand($"SELECT FROM hr.hr_jobs WHERE job_id = '{job.Id}' FOR UPDATE", holder);
            await hold.ExecuteNonQueryAsync();

            (await PostAsync(app, job.Report("completed"))).Status.ShouldBe(503);
        }

        var reply = await PostAsync(app, job.Report("completed"));
        (reply.Status, reply.Body.GetProperty("ws_sent").GetBoolean()).ShouldBe((200, true));
    }

    private static async Task<RpcReply> PostAsync(PinnokioApp app, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync("/hr/callback", content);
        return await RpcReply.ReadAsync(response, CancellationToken.None);
    }

    private static Task<long> FailedAsync(PinnokioApp app) =>
        app.Database.ScalarAsync<long>("SELECT count(*) FROM hr.job_outbox WHERE attempts > 0");

    /// <summary>What the user's stream holds of jobs.</summary>
    private static async Task<(string Job, string Type)[]> ToldAsync(PinnokioApp app)
    {
        var reply = await app.RpcAsync("EVENTS.read", new { user_id = "anna" }, userId: "anna");
        return !reply.Ok
            ? []
            :
            [
                .. reply
                    .Data.GetProperty("events")
                    .EnumerateArray()
                    .Select(told => (told.GetProperty("type").GetString()!, told))
                    .Where(told => told.Item1.StartsWith("hr_job_", StringComparison.Ordinal))
                    .Select(told =>
                        (
                            (told.told.TryGetProperty("payload", out var payload) ? payload : told.told).GetProperty("job_id").GetString()!,
                            told.Item1
                        )
                    ),
            ];
    }
}
