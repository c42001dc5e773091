using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Events.Contracts;

/// <summary>The JSON of an event, as its subscribers read it.</summary>
public static class EventJson
{
    /// <summary>This one is flat: what others have in their payload stands beside the common fields.</summary>
    public const string FlatType = "hr_job_completed";
    private const string WorkflowPrefix = "workflow.";
    private const string JobId = "job_id";

    private static readonly JsonWriterOptions s_writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Fields that every event has, or gets on its way.</summary>
    public static IReadOnlySet<string> CommonFields { get; } = new HashSet<string>(["id", "channel", "type", "uid", "timestamp"]);

    /// <summary>
    /// <c>{"type","uid","timestamp","payload"}</c>; a workflow's event also has its payload's <c>job_id</c> beside <c>uid</c>.
    /// </summary>
    public static byte[] Write(string type, string userId, DateTimeOffset time, JsonElement payload)
    {
        var json = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(json, s_writer);
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString("uid"u8, userId);
        if (type.StartsWith(WorkflowPrefix, StringComparison.Ordinal) && payload.TryGetProperty(JobId, out var job))
        {
            WriteRaw(writer, JobId, job);
        }

        writer.WriteString("timestamp"u8, Instant(time));
        if (type == FlatType)
        {
            foreach (var field in payload.EnumerateObject().Where(field => !CommonFields.Contains(field.Name)))
            {
                WriteRaw(writer, field.Name, field.Value);
            }
        }
        else
        {
            WriteRaw(writer, "payload", payload);
        }

        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenSpan.ToArray();
    }

    /// <summary>The event with its <c>id</c> and <c>channel</c> put in front.</summary>
    public static byte[] WithPlace(ReadOnlySpan<byte> json, StreamPosition position, string channel)
    {
        var members = json.TrimStart(" \t\r\n"u8)[1..];
        var separator = members.TrimStart(" \t\r\n"u8) is [(byte)'}', ..] ? "" : ",";
        var front = $$"""{"id":"{{position}}","channel":{{Encoding.UTF8.GetString(WireJson.Serialize(channel))}}{{separator}}""";
        return [.. Encoding.UTF8.GetBytes(front), .. members];
    }

    /// <summary>ISO 8601 in milliseconds, with a Z.</summary>
    public static string Instant(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteRaw(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
