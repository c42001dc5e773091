using System.Reflection;
using System.Text.Json.Nodes;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>The body of <c>GET /rpc/methods</c>: every method with schemas that stand on their own.</summary>
internal static class RpcMethodList
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    private const string DefinitionsPath = "#/$defs";

    public static JsonObject Build(RpcCatalog catalog, DocComments docs)
    {
        var methods = new JsonArray();
        foreach (var method in catalog.Methods)
        {
            methods.Add((JsonNode)Describe(method, docs));
        }

        return new() { ["api_version"] = "v1", ["methods"] = methods };
    }

    private static JsonObject Describe(RpcMethod method, DocComments docs)
    {
        var callClass = method.CallClass;
        var inputs = new RpcSchema(docs, forArguments: true, DefinitionsPath);
        var outputs = new RpcSchema(docs, forArguments: false, DefinitionsPath);
        var arguments = RpcMethodSchema.Arguments(method, inputs);
        var described = new JsonObject
        {
            ["name"] = method.Name,
            ["description"] = docs.For(method.RequestType),
            ["kind"] = method.IsQuery ? "query" : "command",
            ["idempotency"] = WireJson.Naming.ConvertName(callClass.ToString()),
            ["retry"] = callClass.RetryAdvice(),
            ["permission"] = RpcMethodSchema.Permission(method),
            ["positions"] = new JsonArray([.. arguments.Select(a => (JsonNode)a.Name)]),
            ["arguments"] = WithDefinitions(Together(arguments), inputs),
            ["result"] = WithDefinitions(outputs.Of(method.ResponseType), outputs),
        };
        if (method.RequestType.GetCustomAttribute<AllowsAnyCallerAttribute>() is { } open)
        {
            described["permission_reason"] = open.Reason;
        }

        return described;
    }

    private static JsonObject Together(IReadOnlyList<RpcArgument> arguments) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(arguments.Select(a => KeyValuePair.Create(a.Name, (JsonNode?)a.Schema))),
            ["required"] = new JsonArray([.. arguments.Where(a => a.IsRequired).Select(a => (JsonNode)a.Name)]),
            ["additionalProperties"] = false,
        };

    private static JsonObject WithDefinitions(JsonObject schema, RpcSchema schemas)
    {
        schema.Insert(0, "$schema", Dialect);
        if (schemas.Definitions.Count > 0)
        {
            schema["$defs"] = schemas.Definitions;
        }

        return schema;
    }
}
