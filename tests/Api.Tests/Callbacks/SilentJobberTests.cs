using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Api.Tests.Hub;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Callbacks;

/// <summary>A jobber that does not report: it is asked.</summary>
public sealed class SilentJobberTests : IAsyncLifetime
{
    private readonly ScriptedJobber _jobber = new();
    private PinnokioApp _app = null!;
    private Guid _company;

    public async Task InitializeAsync()
    {
        _app = await PinnokioApp.StartAsync(onSockets: true, services: services => services.AddSingleton<IJobber>(_jobber));
        _company = await _app.EnsureCompanyAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task IsFoundByAsking_WhenItNeverCallsBack()
    {
        var job = await SubmittedAsync();
        await using var user = await FollowAsync(job);
        _jobber.Says = asked => new JobCallback(asked.JobId, JobStatus.Completed) { Result = JsonElement.Parse("""{"paid":3}""") };

        await MakeDueAsync(job);

        var told = await user.NextAsync();
        told.GetProperty("type").GetString().ShouldBe("hr_job_completed");
        told.GetProperty("data").GetProperty("result").GetProperty("paid").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task IsLost_WhenTheJobberForgotTheJob()
    {
        var job = await SubmittedAsync();
        await using var user = await FollowAsync(job);

        await MakeDueAsync(job);

        var told = await user.NextAsync();
        told.GetProperty("status").GetString().ShouldBe("failed");
        told.GetProperty("data").GetProperty("error_code").GetString().ShouldBe("JOB_LOST");
        (await job.StatusAsync()).ShouldBe("failed");
    }

    [Fact]
    public async Task StaysOpen_WhileTheJobberIsAway()
    {
        var job = await SubmittedAsync();
        await using var user = await FollowAsync(job);
        _jobber.Says = _ => throw new AppException(AppError.Unavailable("The HR jobber"));
        await MakeDueAsync(job);
        await Eventually.HoldsAsync(() => _jobber.Asked.Contains(job.Id));
        await Eventually.HoldsAsync(async () =>
            await _app.Database.ScalarAsync<bool>($"SELECT due_at > now() FROM hr.hr_jobs WHERE job_id = '{job.Id}'")
        );
        (await job.StatusAsync()).ShouldBe("pending");

        _jobber.Says = asked => new JobCallback(asked.JobId, JobStatus.Completed);
        await MakeDueAsync(job);

        (await user.NextAsync()).GetProperty("status").GetString().ShouldBe("completed");
    }

    [Fact]
    public async Task TellsProgressThatItWasAskedFor()
    {
        var job = await SubmittedAsync();
        await using var user = await FollowAsync(job);
        _jobber.Says = asked => new JobCallback(asked.JobId, JobStatus.Running) { BatchProgress = new BatchProgress(10, 4, 0) };

        await MakeDueAsync(job);

        (await user.NextAsync()).GetProperty("payload").GetProperty("progress").GetProperty("completed").GetInt32().ShouldBe(4);
        (await job.StatusAsync()).ShouldBe("running");
    }

    [Fact]
    public async Task IsHandedOverAgain_WhenItNeverReachedTheJobber()
    {
        var job = await SubmittedAsync();
        await _app.Database.ExecuteAsync($"UPDATE hr.hr_jobs SET submitted_at = NULL WHERE job_id = '{job.Id}'");

        await MakeDueAsync(job);

        await Eventually.HoldsAsync(async () =>
            await _app.Database.ScalarAsync<bool>($"SELECT submitted_at IS NOT NULL FROM hr.hr_jobs WHERE job_id = '{job.Id}'")
        );
        _jobber.Submitted.ShouldBe([job.Id]);
    }

    /// <summary>A job that the jobber has; not due for an hour.</summary>
    private async Task<TestJob> SubmittedAsync()
    {
        var job = new TestJob(_app.Database, _company, "payroll_batch");
        await job.AddAsync();
        return job;
    }

    private Task<int> MakeDueAsync(TestJob job) =>
        _app.Database.ExecuteAsync($"UPDATE hr.hr_jobs SET due_at = now() WHERE job_id = '{job.Id}'");

    private async Task<HubClient> FollowAsync(TestJob job)
    {
        var client = await HubClient.ConnectAsync(_app.Client.BaseAddress!, $"uid={job.User}");
        while (HubClient.Kind(await client.NextAsync()) != "ready") { }
        return client;
    }

    /// <summary>Takes every job, reports on none, and says when asked what the test has it say.</summary>
    private sealed class ScriptedJobber : IJobber
    {
        public Func<Job, JobCallback?> Says { get; set; } = _ => null;

        public ConcurrentQueue<string> Asked { get; } = [];

        public ConcurrentQueue<string> Submitted { get; } = [];

        public void CheckVariables(JsonElement? variables) { }

        public Task<JobCallback?> SubmitAsync(Job job, CancellationToken ct)
        {
            Submitted.Enqueue(job.JobId);
            return Task.FromResult<JobCallback?>(null);
        }

        public Task<JobCallback?> FindAsync(Job job, CancellationToken ct)
        {
            Asked.Enqueue(job.JobId);
            return Task.FromResult(Says(job));
        }

        public Task<ReadOnlyMemory<byte>?> FindPdfAsync(Guid payrollId, CancellationToken ct) =>
            Task.FromResult<ReadOnlyMemory<byte>?>(null);

        public Task<JobberHealth> CheckAsync(CancellationToken ct) => Task.FromResult(new JobberHealth("test", "ok", null));
    }
}
