using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>One argument as the published documents describe it.</summary>
internal sealed record RpcArgument(string Name, bool IsRequired, JsonObject Schema);

/// <summary>What the published documents say of a method, whatever their form.</summary>
internal static class RpcMethodSchema
{
    private const string FieldsDescription = "The fields to change, together instead of one by one.";

    /// <summary>The arguments in the order in which <c>args</c> hold them.</summary>
    public static IReadOnlyList<RpcArgument> Arguments(RpcMethod method, RpcSchema schemas)
    {
        var takesFields = RpcParameter.TakesFields(method.RequestType);
        var blank = Blank(method.RequestType);
        return
        [
            .. RpcParameter
                .Positions(method.Parameters, takesFields)
                .Select(i => i == method.Parameters.Length ? Fields(method.Parameters) : Argument(method.Parameters[i], blank, schemas)),
        ];
    }

    public static string? Permission(RpcMethod method) => method.RequestType.GetCustomAttribute<RequiresPermissionAttribute>()?.Permission;

    private static RpcArgument Argument(RpcParameter parameter, object blank, RpcSchema schemas)
    {
        var schema = schemas.Of(parameter.Property);
        if (!parameter.IsRequired && !IsOptional(parameter) && parameter.Property.GetValue(blank) is { } value)
        {
            schema["default"] = JsonSerializer.SerializeToNode(value, parameter.Type, WireJson.Options);
        }

        return new RpcArgument(parameter.Name, parameter.IsRequired, schema);
    }

    private static RpcArgument Fields(RpcParameter[] parameters)
    {
        var names = parameters.Where(p => p.Positional is null).Select(p => (JsonNode)p.Name);
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["enum"] = new JsonArray([.. names]) },
            ["description"] = FieldsDescription,
        };
        return new RpcArgument(RpcParameter.FieldsName, false, schema);
    }

    /// <summary>A request of defaults alone, to read them from; its required arguments are empty.</summary>
    private static object Blank(Type request)
    {
        var constructor = request.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(p => p.HasDefaultValue ? p.DefaultValue : null)]);
    }

    private static bool IsOptional(RpcParameter parameter) =>
        parameter.Type.IsGenericType && parameter.Type.GetGenericTypeDefinition() == typeof(Optional<>);
}
