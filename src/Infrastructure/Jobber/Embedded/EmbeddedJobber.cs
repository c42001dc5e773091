using System.Reflection;
using System.Text.Json;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Domain.Hr.Payroll;
using Pinnokio.Infrastructure.Jobs;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>
/// The jobber in this process. A job's row is all that it keeps of a job: whichever replica gets hold of the row does the work, and reports to the inbox as
/// a jobber elsewhere would.
/// </summary>
internal sealed class EmbeddedJobber(EmbeddedJobTable table, Bell<EmbeddedJobs> bell) : IJobber
{
    public const string Url = "embedded";

    private static readonly string s_version = typeof(EmbeddedJobber)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    public void CheckVariables(JsonElement? variables) => PayrollVariables.Check(variables);

    public async Task<JobCallback?> SubmitAsync(Job job, CancellationToken ct)
    {
        await table.AcceptAsync(job.JobId, ct);
        bell.Ring();
        return null;
    }

    public async Task<JobCallback?> FindAsync(Job job, CancellationToken ct)
    {
        if (await table.FindAsync(job.JobId, ct) is not { } known)
        {
            return null;
        }

        return new JobCallback(known.JobId, known.Status == JobStatus.Pending ? JobStatus.Running : known.Status)
        {
            JobType = known.JobType,
            Result = known.Result is { } result ? JsonElement.Parse(result) : null,
            ErrorCode = known.ErrorCode,
            Error = known.ErrorMessage,
            BatchProgress = known is { Total: { } total, Completed: { } completed, Failed: { } failed }
                ? new(total, completed, failed)
                : null,
        };
    }

    /// <summary>What this jobber renders is kept beside what others rendered, where it was looked for before.</summary>
    public Task<ReadOnlyMemory<byte>?> FindPdfAsync(Guid payrollId, CancellationToken ct) => Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public Task<JobberHealth> CheckAsync(CancellationToken ct) => Task.FromResult(new JobberHealth(Url, "ok", s_version));
}
