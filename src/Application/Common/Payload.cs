using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pinnokio.Application.Common;

/// <summary>The part of an answer that is cached. From the cache it holds stored JSON, which goes to the caller untouched.</summary>
public abstract class Payload
{
    /// <summary>The payload as UTF-8 JSON, serialised once on demand.</summary>
    public abstract ReadOnlyMemory<byte> Json { get; }

    /// <summary>Nothing was found; such an answer is not worth keeping.</summary>
    public abstract bool IsAbsent { get; }

    public static Payload<T> Of<T>(T value) => new(value);
}

/// <summary>A payload of a known shape.</summary>
public sealed class Payload<T> : Payload
{
    private readonly T? _value;
    private readonly bool _hasValue;
    private byte[]? _serialized;
    private readonly ReadOnlyMemory<byte> _stored;

    internal Payload(T value)
    {
        _value = value;
        _hasValue = true;
    }

    /// <summary>Takes stored JSON as it is.</summary>
    public Payload(ReadOnlyMemory<byte> json) => _stored = json;

    public override ReadOnlyMemory<byte> Json => _hasValue ? _serialized ??= WireJson.Serialize(_value!) : _stored;

    public override bool IsAbsent => _hasValue ? _value is null : _stored.Span.SequenceEqual("null"u8);

    /// <summary>The typed payload; stored JSON is read for it each time, so only callers inside the process ask.</summary>
    public T? Value => _hasValue ? _value : JsonSerializer.Deserialize(_stored.Span, WireJson.TypeInfo<T>());

    internal void WriteTo(Utf8JsonWriter writer)
    {
        if (_hasValue && _serialized is null)
        {
            JsonSerializer.Serialize(writer, _value!, WireJson.TypeInfo<T>());
        }
        else
        {
            writer.WriteRawValue(Json.Span, skipInputValidation: true);
        }
    }
}

/// <summary>The response of an <see cref="ICacheable"/> query.</summary>
public interface ICachedAnswer<TSelf>
    where TSelf : ICachedAnswer<TSelf>
{
    /// <summary>The part to keep.</summary>
    Payload Payload { get; }

    /// <summary>The answer around a payload that came from the cache.</summary>
    static abstract TSelf FromCache(ReadOnlyMemory<byte> json);
}

/// <summary>Where the payload of an answer came from.</summary>
public enum DataSource
{
    Database,
    Cache,
}

internal sealed class PayloadConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Payload<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(PayloadConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class PayloadConverter<T> : JsonConverter<Payload<T>>
    {
        public override Payload<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Payload.Of(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Payload<T> value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
