using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr;

/// <summary>A replica on PostgreSQL and Redis that trusts whoever holds the service token; its tests keep apart by companies of their own.</summary>
public sealed class HrApp : IAsyncLifetime
{
    public const string Collection = "hr";

    public PinnokioApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var redis = await TestRedis.SharedAsync();
        // Patient, so that a busy machine does not pass for a slow server.
        App = await PinnokioApp.StartAsync(
            redisPort: redis.Port,
            settings: s => s["HR_CACHE_READ_BUDGET_MS"] = "10000",
            services: s => s.AddSingleton<IJobber, QuietJobber>(),
            onSockets: true
        );
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}

/// <summary>A replica that caches in process, stands still in time when told to, and lets members alone act for a company.</summary>
public sealed class MembersHrApp : IAsyncLifetime
{
    public const string Collection = "hr members";

    public PinnokioApp App { get; private set; } = null!;

    public SettableClock Clock { get; } = new();

    public async Task InitializeAsync() =>
        App = await PinnokioApp.StartAsync(
            settings: s => s["HR_COMPANY_ACCESS"] = "members",
            services: s => s.AddSingleton<TimeProvider>(Clock).AddSingleton<IJobber, QuietJobber>()
        );

    public async Task DisposeAsync() => await App.DisposeAsync();
}

[CollectionDefinition(HrApp.Collection)]
public sealed class HrTestGroup : ICollectionFixture<HrApp>;

[CollectionDefinition(MembersHrApp.Collection)]
public sealed class MembersHrTestGroup : ICollectionFixture<MembersHrApp>;

/// <summary>Takes every job and never does it, so that nothing changes by itself while a test compares what the tables hold.</summary>
public sealed class QuietJobber : IJobber
{
    public void CheckVariables(JsonElement? variables) { }

    public Task<JobCallback?> SubmitAsync(Job job, CancellationToken ct)
    {
        job.EstimatedSeconds = 3_600;
        return Task.FromResult<JobCallback?>(null);
    }

    public Task<JobCallback?> FindAsync(Job job, CancellationToken ct) =>
        Task.FromResult<JobCallback?>(new JobCallback(job.JobId, JobStatus.Running));

    public Task<ReadOnlyMemory<byte>?> FindPdfAsync(Guid payrollId, CancellationToken ct) => Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public Task<JobberHealth> CheckAsync(CancellationToken ct) => Task.FromResult(new JobberHealth("embedded", "ok", "1.0"));
}
