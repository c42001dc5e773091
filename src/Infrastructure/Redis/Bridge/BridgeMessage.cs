using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Infrastructure.Redis.Bridge;

/// <summary>What others publish on the users' channels with a plain PUBLISH.</summary>
internal static class BridgeMessage
{
    private const int MaxBytes = 1 << 20;
    private const int HashBytes = 16;
    private const string UnknownType = "unknown";
    private static readonly JsonWriterOptions s_writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Ours begin with the id of their entry and the very channel; they are in the stream already.</summary>
    public static bool IsOurs(string channel, ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            return reader.Read()
                && reader.TokenType == JsonTokenType.StartObject
                && reader.Read()
                && reader.ValueTextEquals("id"u8)
                && reader.Read()
                && reader.TokenType == JsonTokenType.String
                && StreamPosition.TryParse(reader.GetString(), out _)
                && reader.Read()
                && reader.ValueTextEquals("channel"u8)
                && reader.Read()
                && reader.TokenType == JsonTokenType.String
                && reader.ValueTextEquals(channel);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// The event that the message stands for; null when it is no JSON object. A missing type or timestamp is filled in, the channel says whose it
    /// is, and an id and a channel of the sender's own give way to those of the stream.
    /// </summary>
    public static byte[]? ToEvent(string userId, ReadOnlyMemory<byte> message, DateTimeOffset now)
    {
        if (message.Length > MaxBytes || !Utf8.IsValid(message.Span))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(message);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var json = new ArrayBufferWriter<byte>(message.Length + 128);
            using var writer = new Utf8JsonWriter(json, s_writer);
            writer.WriteStartObject();
            writer.WriteString("type"u8, document.RootElement.TextOrNull("type") ?? UnknownType);
            writer.WriteString("uid"u8, userId);
            writer.WriteString("timestamp"u8, document.RootElement.TextOrNull("timestamp") ?? EventJson.Instant(now));
            foreach (var field in document.RootElement.EnumerateObject().Where(field => !EventJson.CommonFields.Contains(field.Name)))
            {
                field.WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.Flush();
            return json.WrittenSpan.ToArray();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    public static string Hash(string channel, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(channel));
        hash.AppendData("\n"u8);
        hash.AppendData(message);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, HashBytes));
    }
}
