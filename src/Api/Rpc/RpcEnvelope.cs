using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>The body of <c>POST /rpc</c>, read in one forward pass. Arguments stay slices of the body until a method binds them.</summary>
internal sealed class RpcEnvelope
{
    public const int MaxDepth = 64;
    public const int DefaultTimeoutMs = 120_000;
    public const int MaxTimeoutMs = 600_000;
    private const int MaxIdentifierLength = 256;
    private const string UnknownKey = "A key of the envelope";

    public string Method { get; private set; } = "";

    public ReadOnlyMemory<byte> Args { get; private set; }

    public ReadOnlyMemory<byte> Kwargs { get; private set; }

    public string? UserId { get; private set; }

    /// <summary>The user id as the JSON string that it came as, checked.</summary>
    public ReadOnlyMemory<byte> UserIdJson { get; private set; }

    public string? SessionId { get; private set; }

    public string? IdempotencyKey { get; private set; }

    public string? TraceId { get; private set; }

    public string? ReplyTo { get; private set; }

    public int TimeoutMs { get; private set; } = DefaultTimeoutMs;

    /// <summary>What is wrong with a value of an envelope that was understood; the call is answered with it.</summary>
    public AppError? Fault { get; private set; }

    /// <summary>Reads the envelope; throws <see cref="NotAnEnvelopeException"/> for what is none.</summary>
    public static RpcEnvelope Parse(ReadOnlyMemory<byte> body)
    {
        var envelope = new RpcEnvelope();
        try
        {
            envelope.Read(body);
            return envelope;
        }
        catch (NotAnEnvelopeException fault)
        {
            fault.TraceId = envelope.TraceId;
            throw;
        }
    }

    private void Read(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw new NotAnEnvelopeException("The body is not valid UTF-8.");
        }

        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            Read(ref reader, body);
            reader.Read(); // throws on a second value
        }
        catch (JsonException)
        {
            throw new NotAnEnvelopeException($"The body is not one well-formed JSON value, or nested deeper than {MaxDepth}.");
        }
        catch (AppException refused)
        {
            throw new NotAnEnvelopeException(refused.Message);
        }

        if (Method.Length == 0)
        {
            throw new NotAnEnvelopeException("method is required and must be a string.", "method");
        }
    }

    private void Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new NotAnEnvelopeException("The body must be a JSON object.");
        }

        var seen = 0;
        HashSet<string>? others = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberOf(ref reader);
            if (member == Member.Other)
            {
                if (!(others ??= []).Add(JsonText.ReadString(ref reader, UnknownKey)))
                {
                    throw new NotAnEnvelopeException($"{UnknownKey} appears twice.");
                }
            }
            else if ((seen & (1 << (int)member)) != 0)
            {
                throw new NotAnEnvelopeException($"{NameOf(member)} appears twice.", NameOf(member));
            }

            seen |= 1 << (int)member;
            reader.Read();
            ReadMember(member, ref reader, body);
        }
    }

    private void ReadMember(Member member, ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        switch (member)
        {
            case Member.Method when reader.TokenType == JsonTokenType.String:
                Method = Text(ref reader, member) ?? "?";
                break;
            case Member.Args:
                Args = Slice(ref reader, body, JsonTokenType.StartArray, member);
                break;
            case Member.Kwargs:
                Kwargs = Slice(ref reader, body, JsonTokenType.StartObject, member);
                break;
            case Member.UserId:
                UserId = Identifier(ref reader, member);
                UserIdJson = UserId is null ? default : body[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
                break;
            case Member.SessionId:
                SessionId = Identifier(ref reader, member);
                break;
            case Member.IdempotencyKey:
                IdempotencyKey = Identifier(ref reader, member);
                break;
            case Member.ReplyTo:
                ReplyTo = Text(ref reader, member);
                break;
            case Member.TraceId:
                // One that cannot be read is replaced, not refused.
                TraceId = reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped ? reader.GetString() : null;
                reader.Skip();
                break;
            case Member.ApiVersion:
                ReadApiVersion(ref reader);
                break;
            case Member.TimeoutMs:
                ReadTimeout(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadApiVersion(ref Utf8JsonReader reader)
    {
        var isKnown = reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueTextEquals("v1"u8);
        if (!isKnown && reader.TokenType != JsonTokenType.Null)
        {
            Fault ??= new AppError("invalid_api_version", ErrorKind.InvalidApiVersion, "api_version must be v1.") { Field = "api_version" };
        }

        reader.Skip();
    }

    private void ReadTimeout(ref Utf8JsonReader reader)
    {
        if (
            reader.TokenType == JsonTokenType.Number
            && reader.TryGetInt32(out var milliseconds)
            && milliseconds is >= 1 and <= MaxTimeoutMs
        )
        {
            TimeoutMs = milliseconds;
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            Fault ??= AppError.Invalid("timeout_ms", $"timeout_ms must be a whole number from 1 to {MaxTimeoutMs}.");
        }

        reader.Skip();
    }

    /// <summary>Python callers send an empty text where they mean none.</summary>
    private string? Identifier(ref Utf8JsonReader reader, Member member) => Text(ref reader, member) is { Length: > 0 } text ? text : null;

    private string? Text(ref Utf8JsonReader reader, Member member)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var name = NameOf(member);
        if (reader.TokenType != JsonTokenType.String)
        {
            Fault ??= AppError.Invalid(name, $"{name} must be a string.");
            reader.Skip();
            return null;
        }

        try
        {
            var text = JsonText.ReadString(ref reader, name);
            if (text.Length <= MaxIdentifierLength)
            {
                return text;
            }

            Fault ??= AppError.Invalid(name, $"{name} must have at most {MaxIdentifierLength} characters.");
        }
        catch (AppException refused)
        {
            Fault ??= refused.Error;
        }

        return null;
    }

    /// <summary>The arguments as received; nothing when there are none.</summary>
    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, JsonTokenType expected, Member member)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType != expected)
        {
            var form = expected == JsonTokenType.StartArray ? "an array" : "an object";
            throw new NotAnEnvelopeException($"{NameOf(member)} must be {form}.", NameOf(member));
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var slice = body[start..(int)reader.BytesConsumed];
        var isEmpty = slice.Span[1..^1].IndexOfAnyExcept(" \t\r\n"u8) < 0;
        return isEmpty ? default : slice;
    }

    private static Member MemberOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            // Comparing against an escaped name would throw on half a surrogate pair.
            var index = Array.IndexOf(s_names, JsonText.ReadString(ref reader, UnknownKey));
            return index < 0 ? Member.Other : (Member)index;
        }

        for (var i = 0; i < s_utf8Names.Length; i++)
        {
            if (reader.ValueTextEquals(s_utf8Names[i]))
            {
                return (Member)i;
            }
        }

        return Member.Other;
    }

    private static string NameOf(Member member) => s_names[(int)member];

    private static readonly string[] s_names =
    [
        "method",
        "args",
        "kwargs",
        "user_id",
        "session_id",
        "idempotency_key",
        "timeout_ms",
        "trace_id",
        "reply_to",
        "api_version",
    ];

    private static readonly byte[][] s_utf8Names = [.. s_names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>In the order of <see cref="s_names"/>.</summary>
    private enum Member
    {
        Method,
        Args,
        Kwargs,
        UserId,
        SessionId,
        IdempotencyKey,
        TimeoutMs,
        TraceId,
        ReplyTo,
        ApiVersion,
        Other,
    }
}
