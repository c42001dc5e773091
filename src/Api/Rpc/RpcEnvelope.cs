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

    public string Method { get; private set; } = "";

    public ReadOnlyMemory<byte> Args { get; private set; }

    public ReadOnlyMemory<byte> Kwargs { get; private set; }

    public string? UserId { get; private set; }

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
        if (!Utf8.IsValid(body.Span))
        {
            throw new NotAnEnvelopeException("The body is not valid UTF-8.");
        }

        var envelope = new RpcEnvelope();
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            envelope.Read(ref reader, body);
            if (reader.Read())
            {
                throw new NotAnEnvelopeException("The body holds more than one JSON value.");
            }
        }
        catch (JsonException)
        {
            throw new NotAnEnvelopeException($"The body is not well-formed JSON, or nested deeper than {MaxDepth}.");
        }

        if (envelope.Method.Length == 0)
        {
            throw new NotAnEnvelopeException("method is required and must be a string.", "method");
        }

        return envelope;
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
                var name = JsonText.ReadString(ref reader, "envelope");
                if (!(others ??= []).Add(name))
                {
                    throw new NotAnEnvelopeException("A key of the envelope appears twice.");
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
            case Member.Method:
                Method = reader.TokenType == JsonTokenType.String ? Text(ref reader, member) ?? "" : "";
                break;
            case Member.Args:
                Args = Slice(ref reader, body, JsonTokenType.StartArray, member);
                break;
            case Member.Kwargs:
                Kwargs = Slice(ref reader, body, JsonTokenType.StartObject, member);
                break;
            case Member.UserId:
                UserId = Text(ref reader, member);
                break;
            case Member.SessionId:
                SessionId = Text(ref reader, member);
                break;
            case Member.IdempotencyKey:
                IdempotencyKey = Text(ref reader, member);
                break;
            case Member.TraceId:
                TraceId = Text(ref reader, member);
                break;
            case Member.ReplyTo:
                ReplyTo = Text(ref reader, member);
                break;
            case Member.ApiVersion:
                if (Text(ref reader, member) is { } version && version != "v1")
                {
                    Fault ??= new AppError("invalid_api_version", ErrorKind.InvalidApiVersion, "api_version must be v1.")
                    {
                        Field = "api_version",
                    };
                }

                break;
            case Member.TimeoutMs:
                if (reader.TokenType == JsonTokenType.Null)
                {
                    break;
                }

                if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var ms) && ms is >= 1 and <= MaxTimeoutMs)
                {
                    TimeoutMs = ms;
                }
                else
                {
                    Fault ??= AppError.Invalid("timeout_ms", $"timeout_ms must be a whole number from 1 to {MaxTimeoutMs}.");
                    reader.Skip();
                }

                break;
            default:
                reader.Skip();
                break;
        }
    }

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

        return member == Member.Method ? "?" : null;
    }

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
        return slice.Length == 2 ? default : slice;
    }

    private static Member MemberOf(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < s_names.Length; i++)
        {
            if (reader.ValueTextEquals(s_names[i]))
            {
                return (Member)i;
            }
        }

        return Member.Other;
    }

    private static string NameOf(Member member) => Encoding.UTF8.GetString(s_names[(int)member]);

    private static readonly byte[][] s_names =
    [
        .. "method args kwargs user_id session_id idempotency_key timeout_ms trace_id reply_to api_version"
            .Split(' ')
            .Select(Encoding.UTF8.GetBytes),
    ];

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

/// <summary>The body is not a call that could be answered in its own terms.</summary>
internal sealed class NotAnEnvelopeException(string message, string? field = null) : Exception(message)
{
    public string? Field { get; } = field;
}
