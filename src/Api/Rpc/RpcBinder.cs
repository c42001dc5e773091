using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>
/// Binds <c>args</c> and <c>kwargs</c> to a request as Python binds a call: by position, by name, each once. A small call with keywords alone is
/// deserialised from the bytes it came in; arguments from more than one place are merged first.
/// </summary>
internal sealed class RpcBinder<TRequest>(RpcParameter[] parameters)
{
    private const int MaxEchoedName = 64;
    private static readonly JsonTypeInfo<TRequest> s_typeInfo = WireJson.TypeInfo<TRequest>();
    private static readonly bool s_takesFields = RpcParameter.TakesFields(typeof(TRequest));
    private readonly int[] _positions = RpcParameter.Positions(parameters, s_takesFields);
    private readonly int _userParameter = Array.FindIndex(parameters, p => p.Name == "firebase_user_id");

    /// <summary>Stands for the object <c>fields</c>, one past the parameters.</summary>
    private int FieldsIndex => parameters.Length;

    public TRequest Bind(RpcEnvelope envelope)
    {
        Span<bool> given = stackalloc bool[parameters.Length + 1];
        PooledBuffer? merged = null;
        try
        {
            if (!envelope.Args.IsEmpty)
            {
                BindPositional(envelope.Args.Span, given, ref merged);
            }

            if (!envelope.Kwargs.IsEmpty)
            {
                BindNamed(envelope.Kwargs.Span, given, ref merged, isNested: false);
            }

            if (_userParameter >= 0 && !given[_userParameter] && !envelope.UserIdJson.IsEmpty)
            {
                given[_userParameter] = true;
                Add(ref merged, envelope.Kwargs.Span, parameters[_userParameter], envelope.UserIdJson.Span);
            }

            for (var i = 0; i < parameters.Length; i++)
            {
                if (parameters[i].IsRequired && !given[i])
                {
                    throw Refused(parameters[i].Name, $"{parameters[i].Name} is required.");
                }
            }

            merged?.Write("}"u8);
            return Deserialize(merged is null ? envelope.Kwargs.Span : merged.Written.Span);
        }
        finally
        {
            merged?.Dispose();
        }
    }

    private void BindPositional(ReadOnlySpan<byte> args, Span<bool> given, ref PooledBuffer? merged)
    {
        var reader = new Utf8JsonReader(args);
        reader.Read();
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == _positions.Length)
            {
                throw Refused("args", $"args holds more than the {_positions.Length} arguments that the method takes.");
            }

            BindValue(ref reader, args, _positions[i], given, ref merged, copies: true);
        }
    }

    private void BindNamed(ReadOnlySpan<byte> json, Span<bool> given, ref PooledBuffer? merged, bool isNested)
    {
        var copies = s_takesFields || merged is not null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = Find(ref reader, next);
            if (isNested && index == FieldsIndex)
            {
                throw FieldsRefused();
            }

            next = Math.Min(index + 1, parameters.Length);
            reader.Read();
            BindValue(ref reader, json, index, given, ref merged, copies);
        }
    }

    private void BindValue(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        int index,
        Span<bool> given,
        ref PooledBuffer? merged,
        bool copies
    )
    {
        if (given[index])
        {
            var name = index == FieldsIndex ? RpcParameter.FieldsName : parameters[index].Name;
            throw Refused(name, $"{name} is given twice.");
        }

        given[index] = true;
        var start = (int)reader.TokenStartIndex;
        if (index == FieldsIndex)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw FieldsRefused();
            }

            reader.Skip();
            BindNamed(json[start..(int)reader.BytesConsumed], given, ref merged, isNested: true);
            return;
        }

        var parameter = parameters[index];
        if (reader.TokenType == JsonTokenType.Null ? !parameter.AllowsNull : parameter.ForbidsNullItems && HoldsNullItem(reader))
        {
            throw Refused(parameter.Name, parameter.Expectation());
        }

        JsonText.Check(ref reader, parameter.Name);
        if (copies)
        {
            Add(ref merged, default, parameter, json[start..(int)reader.BytesConsumed]);
        }
    }

    /// <summary>Whether a list holds null; looks ahead with a reader of its own.</summary>
    private static bool HoldsNullItem(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.Null))
        {
            reader.Skip();
        }

        return reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>The parameter of the name under the reader; the one after the last is the likeliest.</summary>
    private int Find(ref Utf8JsonReader reader, int hint)
    {
        if (reader.ValueIsEscaped)
        {
            // Comparing against an escaped name would throw on half a surrogate pair.
            var name = JsonText.ReadString(ref reader, "kwargs");
            var index = Array.FindIndex(parameters, p => p.Name == name);
            return index >= 0 ? index
                : s_takesFields && name == RpcParameter.FieldsName ? FieldsIndex
                : throw Unknown(name);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            var index = hint + i < parameters.Length ? hint + i : hint + i - parameters.Length;
            if (reader.ValueTextEquals(parameters[index].Utf8Name))
            {
                return index;
            }
        }

        return s_takesFields && reader.ValueTextEquals(RpcParameter.FieldsName) ? FieldsIndex : throw Unknown(reader.GetString()!);
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

    /// <summary>Appends a member to the object being merged, which begins with the members of <paramref name="first"/>.</summary>
    private static void Add(ref PooledBuffer? merged, ReadOnlySpan<byte> first, RpcParameter parameter, ReadOnlySpan<byte> value)
    {
        if (merged is null)
        {
            merged = new PooledBuffer(first.Length + value.Length + 256);
            merged.Write(first.IsEmpty ? "{"u8 : first[..^1]);
        }

        if (merged.Length > 1)
        {
            merged.Write(","u8);
        }

        merged.Write("\""u8);
        merged.Write(parameter.Utf8Name);
        merged.Write("\":"u8);
        merged.Write(value);
    }

    private static AppException FieldsRefused() =>
        Refused(RpcParameter.FieldsName, $"{RpcParameter.FieldsName} must be an object of the fields to change.");

    private static AppException Unknown(string name)
    {
        if (name.Length > MaxEchoedName)
        {
            name = name[..(char.IsHighSurrogate(name[MaxEchoedName - 1]) ? MaxEchoedName - 1 : MaxEchoedName)];
        }

        return Refused(name, $"{name} is not an argument of this method.");
    }

    private static AppException Refused(string field, string message) => new(AppError.Invalid(field, message));
}
