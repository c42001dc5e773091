using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Pinnokio.Api.Tests.Faults;
using Pinnokio.Api.Tests.Hub;
using Pinnokio.Support;
using Xunit.Abstractions;

namespace Pinnokio.Api.Tests.Callbacks;

/// <summary>The replica that accepts callbacks is killed before it has told the user, who is connected to the other one.</summary>
[Collection(RealServers.Name)]
public sealed class KilledAfterCallbackTests(ITestOutputHelper output)
{
    private const int Burst = 8;
    private static readonly int s_rounds = TwoReplicas.Size(4, 50);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(5);

    private readonly string _user = $"user-{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<string, long> _heard = [];
    private readonly ConcurrentQueue<string> _order = [];
    private readonly List<double> _answers = [];
    private readonly List<double> _pushes = [];

    [Fact]
    public async Task TellsEachResultOnce_WithinFiveSeconds()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        var company = await CompanyAsync(replicas);
        await using var client = await ReadyAsync(replicas.Addresses[0]);
        var listening = ListenAsync(client);
        for (var round = 0; round < s_rounds; round++)
        {
            if (round % 2 == 0)
            {
                await KillBeforeThePushAsync(replicas, company);
            }
            else
            {
                await KillAtAnyMomentAsync(replicas, company);
            }

            await replicas.RestartAsync(1);
        }

        await replicas
            .Replicas[0]
            .Client.RpcAsync(
                "EVENTS.publish",
                new
                {
                    channel = $"user:{_user}",
                    type = "test.mark",
                    payload = new { },
                }
            );
        await listening;
        _order.Count.ShouldBe(_heard.Count, "each result once");
        Report("callback answered", _answers);
        Report("told after the kill", _pushes);
    }

    /// <summary>Redis hangs, so what the replica accepts it cannot tell before it dies.</summary>
    private async Task KillBeforeThePushAsync(TwoReplicas replicas, Guid company)
    {
        var job = await AddJobAsync(replicas, company);
        replicas.Redis.Pause();
        (await PostAsync(replicas, job)).ShouldBe(200);
        await replicas.Replicas[1].Process.KillAsync();
        replicas.Redis.Resume();
        await ShouldBeHeardAsync([job], Stopwatch.GetTimestamp());
    }

    /// <summary>The kill meets the callbacks wherever they are; what was not answered is told again, to the other replica, as a jobber does.</summary>
    private async Task KillAtAnyMomentAsync(TwoReplicas replicas, Guid company)
    {
        var jobs = new List<TestJob>();
        for (var n = 0; n < Burst; n++)
        {
            jobs.Add(await AddJobAsync(replicas, company));
        }

        var posts = jobs.Select(job => PostAsync(replicas, job)).ToArray();
        await Task.WhenAny(posts);
        await replicas.Replicas[1].Process.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(posts);
        await ShouldBeHeardAsync(jobs.Where((_, n) => answers[n] == 200), killed);
        foreach (var job in jobs.Where((_, n) => answers[n] != 200))
        {
            (await PostAsync(replicas, job, replica: 0)).ShouldBe(200);
        }

        await ShouldBeHeardAsync(jobs, Stopwatch.GetTimestamp());
    }

    private async Task ShouldBeHeardAsync(IEnumerable<TestJob> jobs, long since)
    {
        var expected = jobs.ToArray();
        await Eventually.HoldsAsync(() => expected.All(job => _heard.ContainsKey(job.Id)), s_bound);
        _pushes.AddRange(expected.Select(job => Math.Max(0, Stopwatch.GetElapsedTime(since, _heard[job.Id]).TotalMilliseconds)));
    }

    /// <summary>The status of the answer; 0 when there was none.</summary>
    private async Task<int> PostAsync(TwoReplicas replicas, TestJob job, int replica = 1)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var content = new StringContent(job.Report("completed", new { user_id = _user }), Encoding.UTF8, "application/json");
            using var response = await replicas.Replicas[replica].Client.PostAsync("/hr/callback", content);
            lock (_answers)
            {
                _answers.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private async Task<TestJob> AddJobAsync(TwoReplicas replicas, Guid company)
    {
        var job = new TestJob(replicas.Database, company, "payroll_batch") { User = _user };
        await job.AddAsync();
        return job;
    }

    private static async Task<Guid> CompanyAsync(TwoReplicas replicas)
    {
        var reply = await replicas.Replicas[0].Client.RpcAsync("HR.ensure_company", HrDriver.Company());
        return reply.Data.GetProperty("company_id").GetGuid();
    }

    private async Task<HubClient> ReadyAsync(Uri address)
    {
        var client = await HubClient.ConnectAsync(address, $"uid={_user}", patient: true);
        while (HubClient.Kind(await client.NextAsync()) != "ready") { }
        return client;
    }

    private async Task ListenAsync(HubClient client)
    {
        while (true)
        {
            var frame = await client.NextAsync();
            if (!frame.TryGetProperty("type", out var type))
            {
                continue;
            }

            if (type.GetString() == "test.mark")
            {
                return;
            }

            var job = frame.GetProperty("job_id").GetString()!;
            _order.Enqueue(job);
            _heard.TryAdd(job, Stopwatch.GetTimestamp());
        }
    }

    private void Report(string what, List<double> times)
    {
        var sorted = times.Order().ToArray();
        output.WriteLine($"{what}: {sorted.Length} times, p50 {sorted[sorted.Length / 2]:0.0} ms, max {sorted[^1]:0.0} ms");
    }
}
