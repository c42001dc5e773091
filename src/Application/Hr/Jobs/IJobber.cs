using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>
/// The service that does the jobs, and reports on them as <see cref="JobCallback"/>s. What fails is an <see cref="AppException"/>: UNAVAILABLE with retry
/// advice when it is away, slow or broken; one without such advice is its refusal for good.
/// </summary>
public interface IJobber
{
    /// <summary>Refuses what it could never calculate with, by the name of the field; a jobber elsewhere has words of its own, and refuses them itself.</summary>
    void CheckVariables(JsonElement? variables);

    /// <summary>
    /// Hands a job over, under its id as the idempotency key: handed over again it is still one job. Returns the outcome where the jobber answers with
    /// it at once, and null where it only accepted; what the jobber estimates is noted on the job (EstimatedSeconds, Total).
    /// </summary>
    Task<JobCallback?> SubmitAsync(Job job, CancellationToken ct);

    /// <summary>What the jobber says of a job; null when it knows no such job.</summary>
    Task<JobCallback?> FindAsync(Job job, CancellationToken ct);

    /// <summary>The payslip of a result that the jobber rendered already; null when there is none.</summary>
    Task<ReadOnlyMemory<byte>?> FindPdfAsync(Guid payrollId, CancellationToken ct);

    /// <summary>How the jobber is; fails as every call does when it does not answer.</summary>
    Task<JobberHealth> CheckAsync(CancellationToken ct);
}

/// <summary>Url is where the jobber is, <c>embedded</c> for the one in this process.</summary>
public sealed record JobberHealth(string Url, string Status, string? Version);

/// <summary>Where the jobber is, so that this can be told while it does not answer: its address, or <c>embedded</c>.</summary>
public sealed record JobberAddress(string Url);
