using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Jobs;
using Pinnokio.Infrastructure.Tests.Postgres;
using Pinnokio.Infrastructure.Tests.Registry;

namespace Pinnokio.Infrastructure.Tests.Jobs;

/// <summary>An inbox over a migrated database, its jobs, and what it writes for them.</summary>
internal sealed class JobRig(HrDatabase database, Guid companyId)
{
    public const string User = "anna";

    public Bell<OutboxDrain> Bell { get; } = new();

    public RecordingBus Bus { get; } = new();

    public Guid CompanyId => companyId;

    public NpgsqlDataSource Source => database.DataSource;

    public JobPush Push => new(Bus, new EventChannels(EventChannels.DefaultUserPrefix));

    public PostgresJobInbox Inbox => new(Source, [Push], Bell, TimeProvider.System, NullLogger<PostgresJobInbox>.Instance);

    public static JobMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public static async Task<JobRig> OnAsync(HrDatabase database)
    {
        await using var context = database.CreateDbContext();
        return new JobRig(database, (await context.AddCompanyAsync()).Id);
    }

    public Job NewJob(string type = JobTypes.PayrollBatch) => Job.Create(type, companyId, User, DateTimeOffset.UnixEpoch);

    /// <summary>As the submission writes it.</summary>
    public async Task AddAsync(Job job)
    {
        await using var context = database.CreateDbContext();
        context.Add(job);
        await context.SaveChangesAsync();
    }

    public async Task<Job> AddedAsync(string type = JobTypes.PayrollBatch)
    {
        var job = NewJob(type);
        await AddAsync(job);
        return job;
    }

    public async Task<Job> ReadAsync(string jobId)
    {
        await using var context = database.CreateDbContext();
        return (await context.Jobs.FindAsync(jobId))!;
    }

    public async Task<CallbackOutcome> AcceptAsync(JobCallback callback) =>
        (await Inbox.AcceptAsync(callback, CancellationToken.None)).Outcome;

    public static JobCallback Progress(Job job, int completed, int? seq = null) =>
        new(job.JobId, JobStatus.Running) { ProgressSeq = seq, BatchProgress = new BatchProgress(10, completed, 0) };

    public static JobCallback End(Job job, string status = JobStatus.Completed) =>
        new(job.JobId, status) { UserId = User, Result = JsonElement.Parse("""{"net":"4210.05"}""") };

    /// <summary>The events of a job that wait in the outbox, in order.</summary>
    public Task<IReadOnlyList<JsonElement>> OutboxAsync(string jobId) =>
        database.RowsAsync(
            $"SELECT payload FROM hr.job_outbox WHERE job_id = '{jobId}' ORDER BY id",
            row => JsonElement.Parse(row.GetString(0))
        );

    public Task<IReadOnlyList<string>> ReportsAsync(string jobId) =>
        database.RowsAsync($"SELECT outcome FROM hr.job_callbacks WHERE job_id = '{jobId}' ORDER BY id", row => row.GetString(0));

    public Task<int> ExecuteAsync(string sql) => database.ExecuteAsync(sql);

    public Task<T> ScalarAsync<T>(string sql) => database.ScalarAsync<T>(sql);
}
