using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>The jobber's status object, with the fields of its callback. Only the status must be there.</summary>
internal static class JobberReport
{
    public static JobCallback Read(string jobId, JsonElement told)
    {
        var counts = Object(told, "batch_progress") ?? Object(told, "progress");
        return new JobCallback(jobId, Status(Text(told, "status")))
        {
            Result = Object(told, "result"),
            PdfUrl = Text(told, "pdf_url"),
            Error = Text(told, "error"),
            BatchProgress =
                counts is { } c && Count(c, "total") is { } total
                    ? new BatchProgress(total, Count(c, "completed") ?? 0, Count(c, "failed") ?? 0)
                    : null,
            ProgressSeq = Count(told, "progress_seq"),
        };
    }

    public static string? Text(JsonElement json, string name) => json.TextOrNull(name) is { Length: > 0 } text ? text : null;

    /// <summary>A number of things, rounded up where it is broken.</summary>
    public static int? Count(JsonElement json, string name) =>
        json.TryGetProperty(name, out var number)
        && number.ValueKind == JsonValueKind.Number
        && number.TryGetDecimal(out var value)
        && value is >= 0 and <= int.MaxValue
            ? (int)decimal.Ceiling(value)
            : null;

    private static JsonElement? Object(JsonElement json, string name) =>
        json.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : null;

    /// <summary>The callback's words, and those in which services say that they are at it.</summary>
    private static string Status(string? word) =>
        word?.ToLowerInvariant() switch
        {
            "pending" or "queued" or "accepted" or "running" or "processing" or "in_progress" => JobStatus.Running,
            "completed" => JobStatus.Completed,
            "partial" => JobStatus.Partial,
            "failed" or "error" => JobStatus.Failed,
            "cancelled" => JobStatus.Cancelled,
            _ => throw JobberErrors.Unreadable(),
        };
}
