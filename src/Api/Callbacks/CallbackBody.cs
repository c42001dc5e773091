using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Api.Callbacks;

/// <summary>
/// The body of <c>POST /hr/callback</c>, read by the rules of <c>/rpc</c>. Fields that it does not have are ignored, and an empty text is none, as Python
/// senders mean it.
/// </summary>
internal sealed record CallbackBody(string UserId, string JobId, string JobType, string Status)
{
    private const int LongestName = 256;
    private const int LongestError = 8_192;
    private const int LongestAddress = 4_096;

    private static readonly string[] s_statuses = [JobStatus.Completed, JobStatus.Failed, JobStatus.Partial, JobStatus.Running];
    private static readonly RpcParameter[] s_members = RpcParameter.Of(typeof(CallbackBody));

    public string? SessionId { get; init; }
    public string? MandatePath { get; init; }
    public string? CompanyId { get; init; }
    public JsonElement? Result { get; init; }
    public string? PdfUrl { get; init; }
    public string? Error { get; init; }
    public string? StartedAt { get; init; }
    public string? CompletedAt { get; init; }
    public decimal? ExecutionTimeMs { get; init; }
    public string? EmployeeId { get; init; }
    public int? PeriodYear { get; init; }
    public int? PeriodMonth { get; init; }
    public JsonElement? BatchProgress { get; init; }
    public int? ProgressSeq { get; init; }

    /// <summary>Reads a report; what is none is an <see cref="AppException"/> that names the field.</summary>
    public static JobCallback Parse(ReadOnlySpan<byte> json)
    {
        Check(json);
        try
        {
            return JsonSerializer.Deserialize(json, WireJson.TypeInfo<CallbackBody>())!.ToCallback();
        }
        catch (JsonException fault)
        {
            var name = fault.Path?.TrimStart('$', '.').Split('.', '[')[0] ?? "";
            throw Invalid(
                name.Length > 0 ? name : "body",
                Array.Find(s_members, m => m.Name == name)?.Expectation() ?? "The body has the wrong form."
            );
        }
    }

    /// <summary>One JSON object, each key once, nothing that the store could not hold, and everything required.</summary>
    private static void Check(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw Invalid("body", "The body is not valid UTF-8.");
        }

        var given = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = RpcEnvelope.MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw Invalid("body", "The body must be a JSON object.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = JsonText.ReadString(ref reader, "body");
                var member = Array.Find(s_members, m => m.Name == name);
                if (!given.Add(name))
                {
                    throw Invalid(member?.Name ?? "body", $"{member?.Name ?? "A key of the body"} is given twice.");
                }

                reader.Read();
                if (reader.TokenType == JsonTokenType.Null && member is { IsRequired: true })
                {
                    throw Invalid(name, member.Expectation());
                }

                JsonText.Check(ref reader, member?.Name ?? "body");
            }

            reader.Read(); // throws on a second value
        }
        catch (JsonException)
        {
            throw Invalid("body", $"The body is not one well-formed JSON value, or nested deeper than {RpcEnvelope.MaxDepth}.");
        }

        if (Array.Find(s_members, m => m.IsRequired && !given.Contains(m.Name)) is { } absent)
        {
            throw Invalid(absent.Name, $"{absent.Name} is required.");
        }
    }

    private JobCallback ToCallback() =>
        new(
            Name(JobId, "job_id"),
            s_statuses.Contains(Status) ? Status : throw Invalid("status", $"status must be one of {string.Join(", ", s_statuses)}.")
        )
        {
            JobType = Name(JobType, "job_type"),
            UserId = Name(UserId, "user_id"),
            SessionId = Text(SessionId, "session_id"),
            MandatePath = Text(MandatePath, "mandate_path"),
            CompanyId = Id(CompanyId, "company_id"),
            Result = Object(Result, "result"),
            PdfUrl = Text(PdfUrl, "pdf_url", LongestAddress),
            Error = Text(Error, "error", LongestError),
            StartedAt = Instant(StartedAt, "started_at"),
            CompletedAt = Instant(CompletedAt, "completed_at"),
            ExecutionTimeMs =
                ExecutionTimeMs is >= 0 and <= int.MaxValue ? (long)ExecutionTimeMs
                : ExecutionTimeMs is null ? null
                : throw Invalid("execution_time_ms", "execution_time_ms must be a number of milliseconds."),
            EmployeeId = Id(EmployeeId, "employee_id"),
            PeriodYear = Within(PeriodYear, 1, 9999, "period_year"),
            PeriodMonth = Within(PeriodMonth, 1, 12, "period_month"),
            BatchProgress = Counts(),
            ProgressSeq = Within(ProgressSeq, 1, int.MaxValue, "progress_seq"),
        };

    private BatchProgress? Counts()
    {
        if (Object(BatchProgress, "batch_progress") is not { } counts)
        {
            return null;
        }

        var progress = new BatchProgress(Part("total"), Part("completed"), Part("failed"));
        return new JobCounts(progress.Total, progress.Completed, progress.Failed).IsSound
            ? progress
            : throw Invalid("batch_progress", "batch_progress must not count more parts than its total.");

        int Part(string name) =>
            counts.TryGetProperty(name, out var part)
            && part.ValueKind == JsonValueKind.Number
            && part.TryGetInt32(out var number)
            && number >= 0
                ? number
                : throw Invalid("batch_progress", $"batch_progress.{name} must be a whole number, 0 or more.");
    }

    private static string Name(string text, string field) =>
        text.Length is >= 1 and <= LongestName ? text : throw Invalid(field, $"{field} must have 1 to {LongestName} characters.");

    private static string? Text(string? text, string field, int longest = LongestName) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length <= longest ? text
        : throw Invalid(field, $"{field} must have at most {longest} characters.");

    private static Guid? Id(string? text, string field) =>
        string.IsNullOrEmpty(text) ? null
        : Guid.TryParseExact(text, "D", out var id) ? id
        : throw Invalid(field, $"{field} must be a UUID.");

    /// <summary>Python's own form has no offset; it is in UTC.</summary>
    private static DateTimeOffset? Instant(string? text, string field) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length >= 10
        && text[4] == '-'
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
        : throw Invalid(field, $"{field} must be an instant, ISO 8601.");

    private static JsonElement? Object(JsonElement? value, string field) =>
        value switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.Object } => value,
            _ => throw Invalid(field, $"{field} must be an object."),
        };

    private static int? Within(int? number, int least, int most, string field) =>
        number is null || (number >= least && number <= most)
            ? number
            : throw Invalid(field, $"{field} must be a whole number from {least} to {most}.");

    private static AppException Invalid(string field, string message) => new(AppError.Invalid(field, message));
}
