using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Hub;

internal enum ClientFrameKind
{
    NotJson,
    Unknown,
    Ping,
    LegacyPing,
    Pong,
    Subscribe,
    Unsubscribe,
}

/// <summary>A client's message: <c>{"t": ...}</c>, or <c>{"type", "payload"}</c> as clients of the old service write it.</summary>
internal readonly record struct ClientFrame(ClientFrameKind Kind, string? SpaceCode = null, string? ThreadKey = null)
{
    public static ClientFrame Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? From(root) : new ClientFrame(ClientFrameKind.NotJson);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return new ClientFrame(ClientFrameKind.NotJson); // InvalidOperation: half a surrogate pair, escaped
        }
    }

    private static ClientFrame From(JsonElement root)
    {
        var isLegacy = !root.TryGetProperty("t", out _);
        var fields =
            isLegacy && root.TryGetProperty("payload", out var payload) && payload.ValueKind == JsonValueKind.Object ? payload : root;
        return root.TextOrNull(isLegacy ? "type" : "t") switch
        {
            "pong" => new ClientFrame(ClientFrameKind.Pong),
            "ping" => new ClientFrame(isLegacy ? ClientFrameKind.LegacyPing : ClientFrameKind.Ping),
            "subscribe" => new ClientFrame(ClientFrameKind.Subscribe, fields.TextOrNull("space_code"), fields.TextOrNull("thread_key")),
            "unsubscribe" => new ClientFrame(ClientFrameKind.Unsubscribe, fields.TextOrNull("space_code"), fields.TextOrNull("thread_key")),
            _ => new ClientFrame(ClientFrameKind.Unknown),
        };
    }
}
