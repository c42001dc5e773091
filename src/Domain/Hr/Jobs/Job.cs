using System.Security.Cryptography;
using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Jobs;

/// <summary>
/// Work that a jobber does for a company and reports on: a payroll calculation, a batch of them, a payslip. Parameters and Result are JSON objects.
/// The first terminal status wins; progress counts only upwards.
/// </summary>
public sealed class Job : IStamped
{
    public const int IdMaxLength = 64;
    private const int RandomBytes = 6;

    /// <summary><c>payroll_</c>, <c>batch_</c> or <c>pdf_</c> and twelve hex digits.</summary>
    public string JobId { get; set; } = "";
    public string JobType { get; set; } = "";
    public Guid CompanyId { get; set; }

    /// <summary>Who asked for it and is told about it.</summary>
    public string UserId { get; set; } = "";
    public string? SessionId { get; set; }
    public string? MandatePath { get; set; }

    /// <summary>What the jobber is asked to do, in the words of its own interface.</summary>
    public string Parameters { get; set; } = "{}";
    public string Status { get; set; } = JobStatus.Pending;

    /// <summary>Of the last progress report that counted; 0 before the first.</summary>
    public int ProgressSeq { get; set; }
    public int? Total { get; set; }
    public int? Completed { get; set; }
    public int? Failed { get; set; }
    public string? Result { get; set; }
    public string? ErrorCode { get; set; }
    public string? ErrorMessage { get; set; }
    public int? EstimatedSeconds { get; set; }

    /// <summary>When the jobber accepted it; null while it has not been sent, or nobody knows whether it arrived.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>How often it was sent, or begun by the embedded jobber.</summary>
    public int Attempts { get; set; }

    /// <summary>When somebody should look after it: send it again, or ask the jobber.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Until then a replica works on it; another may take it afterwards.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public string? CreatedBy { get; set; }
    public long RowVersion { get; set; } = 1;

    public static Job Create(string jobType, Guid companyId, string userId, DateTimeOffset now) =>
        new()
        {
            JobId = JobTypes.PrefixOf(jobType) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes)),
            JobType = jobType,
            CompanyId = companyId,
            UserId = userId,
            DueAt = now,
            CreatedAt = now,
            UpdatedAt = now,
        };
}

/// <summary>What jobs there are, in the words of the jobber's interface.</summary>
public static class JobTypes
{
    public const string PayrollCalculate = "payroll_calculate";
    public const string PayrollBatch = "payroll_batch";
    public const string PdfGenerate = "pdf_generate";

    public static string PrefixOf(string jobType) =>
        jobType switch
        {
            PayrollCalculate => "payroll_",
            PayrollBatch => "batch_",
            PdfGenerate => "pdf_",
            _ => throw new ArgumentOutOfRangeException(nameof(jobType)),
        };
}

/// <summary>Where a job stands.</summary>
public static class JobStatus
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string Completed = "completed";

    /// <summary>A batch of which some failed.</summary>
    public const string Partial = "partial";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Pending, Running, Completed, Partial, Failed, Cancelled];

    public static bool IsTerminal(string status) => status is not (Pending or Running);
}
