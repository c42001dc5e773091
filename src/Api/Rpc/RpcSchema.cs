using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>
/// JSON Schemas of what goes over the wire, from the serialiser's own contracts. The framework's exporter knows nothing of our converters, which
/// are just what matters here: exact decimals, optional fields, stored payloads.
/// </summary>
internal sealed class RpcSchema(DocComments docs, bool forArguments, string definitionsPath)
{
    private const string DecimalText = @"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$";
    private readonly Dictionary<Type, string> _names = [];
    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>The named types met so far; schemas refer to them under the given path.</summary>
    public JsonObject Definitions { get; } = [];

    public JsonObject Of(PropertyInfo property) => Describe(Of(property.PropertyType, _nullability.Create(property)), docs.For(property));

    public JsonObject Of(Type type) => Of(type, null);

    private JsonObject Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Optional<>) || open == typeof(Payload<>)))
        {
            return Of(type.GetGenericArguments()[0], nullability?.GenericTypeArguments[0]);
        }

        var underlying = Nullable.GetUnderlyingType(type);
        var schema = NotNull(underlying ?? type, nullability);
        var allowsNull = underlying is not null || (!type.IsValueType && nullability?.ReadState == NullabilityState.Nullable);
        return allowsNull ? OrNull(schema) : schema;
    }

    private JsonObject NotNull(Type type, NullabilityInfo? nullability)
    {
        if (Simple(type) is { } simple)
        {
            return simple;
        }

        var contract = WireJson.Options.GetTypeInfo(type);
        return contract.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new()
            {
                ["type"] = "array",
                ["items"] = Of(contract.ElementType!, nullability?.ElementType ?? nullability?.GenericTypeArguments.FirstOrDefault()),
            },
            JsonTypeInfoKind.Dictionary => new()
            {
                ["type"] = "object",
                ["additionalProperties"] = Of(contract.ElementType!, nullability?.GenericTypeArguments.LastOrDefault()),
            },
            JsonTypeInfoKind.Object => new() { ["$ref"] = $"{definitionsPath}/{Define(contract)}" },
            _ => [],
        };
    }

    private JsonObject? Simple(Type type)
    {
        if (type.IsEnum)
        {
            var words = Enum.GetNames(type).Select(name => (JsonNode)WireJson.Naming.ConvertName(name));
            return new() { ["type"] = "string", ["enum"] = new JsonArray([.. words]) };
        }

        return type switch
        {
            _ when type == typeof(string) => Typed("string"),
            _ when type == typeof(bool) => Typed("boolean"),
            _ when type == typeof(short) => Whole(short.MinValue, short.MaxValue),
            _ when type == typeof(int) => Whole(int.MinValue, int.MaxValue),
            _ when type == typeof(long) => Typed("integer"),
            _ when type == typeof(double) || type == typeof(float) => Typed("number"),
            _ when type == typeof(decimal) && forArguments => new()
            {
                ["type"] = new JsonArray("number", "string"),
                ["pattern"] = DecimalText,
            },
            _ when type == typeof(decimal) => Typed("number"),
            _ when type == typeof(Guid) => Typed("string", "uuid"),
            _ when type == typeof(DateOnly) => Typed("string", "date"),
            _ when type == typeof(DateTimeOffset) => Typed("string", "date-time"),
            _ when type == typeof(byte[]) => new() { ["type"] = "string", ["contentEncoding"] = "base64" },
            _ when type == typeof(JsonElement) || type == typeof(object) => [],
            _ => null,
        };
    }

    private string Define(JsonTypeInfo contract)
    {
        if (_names.TryGetValue(contract.Type, out var known))
        {
            return known;
        }

        var name = NameOf(contract.Type);
        _names.Add(contract.Type, name);
        Definitions[name] = null; // holds the place while a type that contains itself is described
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in contract.Properties)
        {
            properties[property.Name] = property.AttributeProvider is PropertyInfo member ? Of(member) : Of(property.PropertyType);
            if (!forArguments || property.IsRequired)
            {
                required.Add(property.Name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        Definitions[name] = Describe(schema, docs.For(contract.Type));
        return name;
    }

    /// <summary>The type's name, its arguments' behind it; told apart by their namespaces where two are called the same.</summary>
    private string NameOf(Type type)
    {
        var name = Short(type) + (forArguments ? "Input" : "");
        return _names.ContainsValue(name) ? (type.Namespace ?? "").Replace(".", "", StringComparison.Ordinal) + name : name;
    }

    private static string Short(Type type) =>
        type.IsGenericType ? type.Name.Split('`')[0] + "Of" + string.Concat(type.GetGenericArguments().Select(Short)) : type.Name;

    private static JsonObject Typed(string type, string? format = null) =>
        format is null ? new() { ["type"] = type } : new() { ["type"] = type, ["format"] = format };

    private JsonObject Whole(int least, int most)
    {
        var schema = Typed("integer");
        if (forArguments)
        {
            schema["minimum"] = least;
            schema["maximum"] = most;
        }

        return schema;
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema.ContainsKey("$ref"))
        {
            return new() { ["anyOf"] = new JsonArray(schema, Typed("null")) };
        }

        if (schema["type"] is JsonArray types)
        {
            types.Add("null");
        }
        else if (schema["type"] is { } type)
        {
            schema["type"] = new JsonArray(type.GetValue<string>(), "null");
        }

        (schema["enum"] as JsonArray)?.Add((JsonNode?)null);
        return schema;
    }

    private static JsonObject Describe(JsonObject schema, string? description)
    {
        if (description is not null)
        {
            schema["description"] = description;
        }

        return schema;
    }
}
