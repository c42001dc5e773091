using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>
/// What is heard of a job, from whatever side: the jobber's callback, its answer to the submission, its answer when asked, a cancellation, a loss. The job's
/// status and what is to be told of it change in one transaction, which is none of the caller's: a caller that holds the job's row would wait for itself.
/// </summary>
public interface IJobInbox
{
    /// <summary>Stores the report and applies it if the job is known and still open. When this returns, nothing of it can be lost any more.</summary>
    Task<CallbackReceipt> AcceptAsync(JobCallback callback, CancellationToken ct);
}

/// <summary>A report on a job; a status of <c>running</c> is progress.</summary>
public sealed record JobCallback(string JobId, string Status)
{
    public string? JobType { get; init; }
    public string? UserId { get; init; }
    public string? SessionId { get; init; }
    public string? MandatePath { get; init; }
    public Guid? CompanyId { get; init; }

    /// <summary>A JSON object; as the jobber sent it.</summary>
    public JsonElement? Result { get; init; }
    public string? PdfUrl { get; init; }

    /// <summary>Named when the error is one of this product's, such as <c>JOB_LOST</c>.</summary>
    public string? ErrorCode { get; init; }
    public string? Error { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public long? ExecutionTimeMs { get; init; }
    public Guid? EmployeeId { get; init; }
    public int? PeriodYear { get; init; }
    public int? PeriodMonth { get; init; }
    public BatchProgress? BatchProgress { get; init; }

    /// <summary>Orders progress reports; one that is not above the last is ignored.</summary>
    public int? ProgressSeq { get; init; }

    /// <summary>The address of a payslip, whether it stands by itself or in the result.</summary>
    [JsonIgnore]
    public string? PdfAddress => PdfUrl ?? Result?.TextOrNull("pdf_url");

    /// <summary>The part of it that changes a job.</summary>
    public JobReport ToReport() =>
        new(Status)
        {
            ProgressSeq = ProgressSeq,
            Counts = BatchProgress is { } counts ? new JobCounts(counts.Total, counts.Completed, counts.Failed) : null,
            Result = ResultWithAddress(),
            ErrorCode = ErrorCode,
            ErrorMessage = Error,
            StartedAt = StartedAt,
        };

    private string? ResultWithAddress()
    {
        if (PdfUrl is null)
        {
            return Result is { ValueKind: JsonValueKind.Object } ? Result.Value.GetRawText() : null;
        }

        var result = Result is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : [];
        result["pdf_url"] = PdfUrl;
        return result.ToJsonString();
    }
}

public sealed record BatchProgress(int Total, int Completed, int Failed);

/// <summary>What became of a report.</summary>
public enum CallbackOutcome
{
    /// <summary>The job changed by it.</summary>
    Applied,

    /// <summary>The very same was accepted before.</summary>
    Duplicate,

    /// <summary>It came too late: the job had ended, or gone further.</summary>
    Outdated,

    /// <summary>No such job yet; kept for a day and applied when the job appears.</summary>
    Waiting,
}

/// <summary>Status is the job's after the report; null while it is not known.</summary>
public sealed record CallbackReceipt(CallbackOutcome Outcome, string? Status);
