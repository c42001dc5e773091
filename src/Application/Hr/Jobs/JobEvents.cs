using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>What a user is told of a job: <c>hr_job_progress</c> while it runs, <c>hr_job_completed</c> once however it ended.</summary>
public static class JobEvents
{
    public const string Progress = "hr_job_progress";
    public const string Completed = EventJson.FlatType;

    /// <summary>A longer result is not sent to every screen; <c>result_left_out</c> says that it is to be asked for.</summary>
    public const int LongestResult = 48 << 10;

    private static readonly JsonWriterOptions s_writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event of a job that a report just changed.</summary>
    public static byte[] Write(Job job, JobCallback report, DateTimeOffset time)
    {
        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json, s_writer))
        {
            writer.WriteStartObject();
            writer.WriteString("job_id"u8, job.JobId);
            writer.WriteString("job_type"u8, job.JobType);
            writer.WriteString("status"u8, job.Status);
            if (JobStatus.IsTerminal(job.Status))
            {
                WriteData(writer, job, report);
            }
            else
            {
                WriteCounts(writer, job);
            }

            writer.WriteEndObject();
        }

        using var payload = JsonDocument.Parse(json.WrittenMemory);
        var type = JobStatus.IsTerminal(job.Status) ? Completed : Progress;
        return EventJson.Write(type, job.UserId, time, payload.RootElement);
    }

    private static void WriteData(Utf8JsonWriter writer, Job job, JobCallback report)
    {
        writer.WriteStartObject("data"u8);
        switch (job.JobType)
        {
            case JobTypes.PayrollCalculate:
                WriteSubject(writer, job, report);
                break;
            case JobTypes.PayrollBatch:
                WriteCounts(writer, job);
                break;
        }

        WriteResult(writer, job);
        if (job.JobType == JobTypes.PdfGenerate)
        {
            writer.WriteString("pdf_url"u8, report.PdfAddress);
        }

        writer.WriteString("error"u8, job.ErrorMessage);
        if (job.ErrorCode is { } code)
        {
            writer.WriteString("error_code"u8, code);
        }

        writer.WriteEndObject();
    }

    /// <summary>Of whom and when: as reported, else as it was ordered.</summary>
    private static void WriteSubject(Utf8JsonWriter writer, Job job, JobCallback report)
    {
        using var ordered = JsonDocument.Parse(job.Parameters);
        var employee = report.EmployeeId ?? (Member(ordered, "employee_id") is { } id && id.TryGetGuid(out var known) ? known : null);
        var year = report.PeriodYear ?? Number(ordered, "year");
        var month = report.PeriodMonth ?? Number(ordered, "month");
        writer.WriteString("employee_id"u8, employee?.ToString());
        writer.WriteString("period"u8, year is null || month is null ? null : $"{year:D4}-{month:D2}");
    }

    private static void WriteCounts(Utf8JsonWriter writer, Job job)
    {
        if (job.Total is not { } total)
        {
            writer.WriteNull("progress"u8);
            return;
        }

        writer.WriteStartObject("progress"u8);
        writer.WriteNumber("total"u8, total);
        writer.WriteNumber("completed"u8, job.Completed ?? 0);
        writer.WriteNumber("failed"u8, job.Failed ?? 0);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Job job)
    {
        writer.WritePropertyName("result"u8);
        if (job.Result is { Length: <= LongestResult } result)
        {
            writer.WriteRawValue(result);
            return;
        }

        writer.WriteNullValue();
        if (job.Result is not null)
        {
            writer.WriteBoolean("result_left_out"u8, true);
        }
    }

    private static int? Number(JsonDocument ordered, string name) =>
        Member(ordered, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    private static JsonElement? Member(JsonDocument ordered, string name) =>
        ordered.RootElement.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
