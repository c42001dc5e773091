using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>Binds <c>args</c> and <c>kwargs</c> to a request as Python binds a call: by position, by name, each once.</summary>
internal sealed class RpcBinder<TRequest>(RpcParameter[] parameters)
{
    private const string FieldsArgument = "fields";
    private static readonly JsonTypeInfo<TRequest> s_typeInfo = WireJson.TypeInfo<TRequest>();
    private static readonly bool s_takesFields = typeof(IPartialUpdate).IsAssignableFrom(typeof(TRequest));
    private readonly int _userParameter = Array.FindIndex(parameters, p => p.Name == "firebase_user_id");

    public TRequest Bind(RpcEnvelope envelope)
    {
        Span<bool> given = stackalloc bool[parameters.Length];
        using var merged = new Merge();
        if (!envelope.Args.IsEmpty)
        {
            BindPositional(envelope.Args, given, merged);
        }

        if (!envelope.Kwargs.IsEmpty)
        {
            BindNamed(envelope.Kwargs, envelope.Kwargs, given, merged);
        }

        if (_userParameter >= 0 && !given[_userParameter] && envelope.UserId is { } userId)
        {
            given[_userParameter] = true;
            merged.Add(envelope.Kwargs, parameters[_userParameter].Utf8Name, WireJson.Serialize(userId));
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].IsRequired && !given[i])
            {
                throw Refused(parameters[i].Name, $"{parameters[i].Name} is required.");
            }
        }

        return Deserialize(merged.IsEmpty ? envelope.Kwargs.Span : merged.Close());
    }

    private void BindPositional(ReadOnlyMemory<byte> args, Span<bool> given, Merge merged)
    {
        var reader = new Utf8JsonReader(args.Span);
        reader.Read();
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == parameters.Length)
            {
                throw Refused("args", $"args holds more than the {parameters.Length} arguments that the method takes.");
            }

            var start = (int)reader.TokenStartIndex;
            JsonText.Check(ref reader, parameters[i].Name);
            given[i] = true;
            merged.Add(default, parameters[i].Utf8Name, args.Span[start..(int)reader.BytesConsumed]);
        }
    }

    /// <summary>Checks the names; copies the values only once the arguments are merged from more than one place.</summary>
    private void BindNamed(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> kwargs, Span<bool> given, Merge merged)
    {
        var copies = !merged.IsEmpty || HasFields(kwargs);
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (s_takesFields && reader.ValueTextEquals(FieldsArgument))
            {
                BindFields(ref reader, json, kwargs, given, merged);
                continue;
            }

            var index = Find(ref reader, next);
            var parameter = parameters[index];
            next = index + 1;
            if (given[index])
            {
                throw Refused(parameter.Name, $"{parameter.Name} is given twice.");
            }

            given[index] = true;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            JsonText.Check(ref reader, parameter.Name);
            if (copies)
            {
                merged.Add(default, parameter.Utf8Name, json.Span[start..(int)reader.BytesConsumed]);
            }
        }
    }

    private void BindFields(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> json,
        ReadOnlyMemory<byte> kwargs,
        Span<bool> given,
        Merge merged
    )
    {
        reader.Read();
        if (json.Length != kwargs.Length || reader.TokenType != JsonTokenType.StartObject)
        {
            throw Refused(FieldsArgument, $"{FieldsArgument} must be an object of the fields to change.");
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        BindNamed(json[start..(int)reader.BytesConsumed], kwargs, given, merged);
    }

    private static bool HasFields(ReadOnlyMemory<byte> kwargs) => s_takesFields && kwargs.Span.IndexOf("\"fields\""u8) >= 0;

    private int Find(ref Utf8JsonReader reader, int hint)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var index = (hint + i) % parameters.Length;
            if (reader.ValueTextEquals(parameters[index].Utf8Name))
            {
                return index;
            }
        }

        var name = JsonText.ReadString(ref reader, "kwargs");
        name = name.Length <= 64 ? name : name[..64];
        throw Refused(name, $"{name} is not an argument of this method.");
    }

    private TRequest Deserialize(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json.IsEmpty ? "{}"u8 : json, s_typeInfo)!;
        }
        catch (JsonException fault)
        {
            var path = fault.Path?.TrimStart('$', '.') ?? "";
            var name = path.Split('.', '[')[0];
            var parameter = Array.Find(parameters, p => p.Name == name);
            throw Refused(path.Length == 0 ? "kwargs" : path, parameter?.Expectation() ?? "The arguments have the wrong form.");
        }
    }

    private static AppException Refused(string field, string message) => new(AppError.Invalid(field, message));

    /// <summary>Collects the arguments into one JSON object when they do not come as one already.</summary>
    private sealed class Merge : IDisposable
    {
        private PooledBuffer? _buffer;

        public bool IsEmpty => _buffer is null;

        /// <summary>Appends a member, after the members of <paramref name="first"/> when it is the first one.</summary>
        public void Add(ReadOnlyMemory<byte> first, byte[] name, ReadOnlySpan<byte> value)
        {
            var buffer = _buffer ?? Open(first);
            if (buffer.Length > 1)
            {
                buffer.Write(","u8);
            }

            buffer.Write("\""u8);
            buffer.Write(name);
            buffer.Write("\":"u8);
            buffer.Write(value);
        }

        private PooledBuffer Open(ReadOnlyMemory<byte> first)
        {
            _buffer = new PooledBuffer();
            _buffer.Write(first.IsEmpty ? "{"u8 : first.Span[..^1]);
            return _buffer;
        }

        public ReadOnlySpan<byte> Close()
        {
            _buffer!.Write("}"u8);
            return _buffer!.Written.Span;
        }

        public void Dispose() => _buffer?.Dispose();
    }
}
