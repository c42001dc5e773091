using System.Globalization;
using System.Text;
using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary>
/// What the hub says: frames with <c>t</c> are its own, frames with <c>type</c> are events (and the error of the old service). Whoever got an
/// <c>id</c> or a <c>position</c> has everything up to it, so that the last one seen is always good as <c>last</c>.
/// </summary>
internal static class HubFrames
{
    /// <summary>With the position only where nothing is owed before it.</summary>
    public static byte[] Hello(HubCaller caller, StreamPosition position, HubOptions options)
    {
        var place = caller.Last is null ? $"\"position\":\"{position}\"," : "";
        var user = $"\"uid\":{Quoted(caller.UserId)},\"session_id\":{Quoted(caller.SessionId)},";
        var limits = $"\"ping_interval_ms\":{Number(options.PingEvery.TotalMilliseconds)},\"max_message_bytes\":{options.MaxMessageBytes}";
        return Frame($$"""{"t":"hello",{{user}}{{place}}{{limits}}}""");
    }

    public static byte[] Recovered(int count) => Frame($$"""{"t":"resume","recovered":true,"n":{{Number(count)}}}""");

    public static byte[] NotRecovered(StreamGap gap, StreamPosition position) =>
        Frame($$"""{"t":"resume","recovered":false,"reason":"{{ReasonOf(gap)}}","n":0,"position":"{{position}}"}""");

    public static byte[] Ready(StreamPosition position) => Frame($$"""{"t":"ready","position":"{{position}}"}""");

    public static byte[] Gap(StreamGap gap, StreamPosition position) =>
        Frame($$"""{"t":"gap","reason":"{{ReasonOf(gap)}}","position":"{{position}}"}""");

    /// <summary>A ping of the hub, with WebSocket's own behind it, which every client answers by itself. The position spares an idle client an old <c>last</c>.</summary>
    public static byte[] Ping(StreamPosition position) => [.. Frame($$"""{"t":"ping","position":"{{position}}"}"""), .. WireFrames.Ping];

    public static byte[] Pong { get; } = Frame("""{"t":"pong"}""");

    public static byte[] LegacyPong { get; } = Frame("""{"type":"pong","payload":{}}""");

    public static byte[] Subscribed(string channel) => Frame($$"""{"t":"subscribed","channel":{{Quoted(channel)}}}""");

    public static byte[] Unsubscribed(string channel) => Frame($$"""{"t":"unsubscribed","channel":{{Quoted(channel)}}}""");

    public static byte[] BadChat { get; } =
        Error(
            "INVALID_ARGS",
            "space_code and thread_key must have 1 to 128 characters, without colons, braces, spaces and control characters."
        );

    public static byte[] Error(string code, string message) =>
        Frame($$$"""{"type":"error","payload":{"error":{{{Quoted(message)}}},"code":"{{{code}}}"}}""");

    /// <summary>The event as stored, <c>id</c> and <c>channel</c> put in front; null for what is no JSON object.</summary>
    public static byte[]? Event(StreamEntry entry)
    {
        var json = entry.Json.Span.TrimStart(" \t\r\n"u8);
        if (json.Length < 2 || json[0] != '{')
        {
            return null;
        }

        var members = json[1..];
        var isEmpty = members.TrimStart(" \t\r\n"u8)[0] == '}';
        var front = Encoding.UTF8.GetBytes($$"""{"id":"{{entry.Position}}","channel":{{Quoted(entry.Channel)}}{{(isEmpty ? "" : ",")}}""");
        var frame = WireFrames.TextOfLength(front.Length + members.Length, out var start);
        front.CopyTo(frame.AsSpan(start));
        members.CopyTo(frame.AsSpan(start + front.Length));
        return frame;
    }

    public static string ReasonOf(StreamGap gap) => WireJson.Naming.ConvertName(gap.ToString());

    private static byte[] Frame(string json) => WireFrames.Text(Encoding.UTF8.GetBytes(json));

    private static string Quoted(string text) => JsonSerializer.Serialize(text, WireJson.TypeInfo<string>());

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
