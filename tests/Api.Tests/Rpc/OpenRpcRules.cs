using System.Text.Json.Nodes;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>The rules of OpenRPC's meta-schema and of JSON Schema, as far as our documents use them.</summary>
internal static class OpenRpcRules
{
    private static readonly string[] s_types = ["string", "number", "integer", "boolean", "object", "array", "null"];

    public static void ShouldHoldFor(JsonObject document)
    {
        Members(document, "document", ["openrpc", "info", "methods"], ["servers", "components", "externalDocs"]);
        document["openrpc"]!.GetValue<string>().ShouldMatch(@"^1\.3\.\d+$");
        Members(Object(document, "info"), "info", ["title", "version"], ["description", "termsOfService", "contact", "license"]);
        Members(Object(document, "components"), "components", [], ["schemas", "links", "errors", "examples", "contentDescriptors", "tags"]);
        var names = new HashSet<string>();
        foreach (var method in document["methods"]!.AsArray())
        {
            Method(method!.AsObject(), document);
            names.Add(Text(method, "name")).ShouldBeTrue($"{Text(method, "name")} stands twice");
        }

        foreach (var (name, schema) in Object(document["components"]!, "schemas"))
        {
            name.ShouldMatch("^[a-zA-Z0-9]+$");
            Schema(schema!, document, name);
        }

        foreach (var (name, error) in Object(document["components"]!, "errors"))
        {
            Members(error!.AsObject(), name, ["code", "message"], ["data"]);
            error["code"]!.GetValue<int>().ShouldBeLessThan(0);
        }
    }

    /// <summary>Checks the form of a schema, and that what it refers to is there.</summary>
    public static void Schema(JsonNode node, JsonObject root, string place)
    {
        var schema = node.ShouldBeOfType<JsonObject>(place);
        foreach (var (keyword, value) in schema)
        {
            switch (keyword)
            {
                case "$schema" or "description" or "format" or "pattern" or "contentEncoding":
                    value!.GetValue<string>().ShouldNotBeEmpty(place);
                    break;
                case "$ref":
                    Resolve(value!.GetValue<string>(), root).ShouldNotBeNull(place);
                    break;
                case "type":
                    (value is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [value!.GetValue<string>()])
                        .Distinct()
                        .Count(s_types.Contains)
                        .ShouldBe(value is JsonArray all ? all.Count : 1, place);
                    break;
                case "minimum" or "maximum":
                    value!.GetValue<int>();
                    break;
                case "enum":
                    value!.AsArray().ShouldNotBeEmpty(place);
                    break;
                case "required":
                    value!.AsArray().Select(r => r!.GetValue<string>()).ShouldBeSubsetOf(Object(schema, "properties").Select(p => p.Key));
                    break;
                case "properties" or "$defs":
                    value!.AsObject().ToList().ForEach(p => Schema(p.Value!, root, $"{place}.{p.Key}"));
                    break;
                case "items" or "propertyNames":
                case "additionalProperties" when value is JsonObject:
                    Schema(value!, root, $"{place}.{keyword}");
                    break;
                case "anyOf":
                    value!.AsArray().ToList().ForEach(s => Schema(s!, root, $"{place}.{keyword}"));
                    break;
                case "additionalProperties":
                    value!.GetValue<bool>().ShouldBeFalse(place);
                    break;
                case "default":
                    break;
                default:
                    throw new ShouldAssertException($"{place} holds the keyword {keyword}");
            }
        }
    }

    public static JsonNode? Resolve(string reference, JsonObject root)
    {
        reference.ShouldStartWith("#/");
        return reference[2..].Split('/').Aggregate((JsonNode?)root, (node, step) => node?[step]);
    }

    private static void Method(JsonObject method, JsonObject document)
    {
        var name = Text(method, "name");
        Members(
            method,
            name,
            ["name", "params", "result"],
            ["tags", "summary", "description", "externalDocs", "errors", "links", "paramStructure", "examples", "deprecated", "servers"]
        );
        Text(method, "paramStructure").ShouldBe("either");
        var parameters = method["params"]!.AsArray();
        parameters.Select(p => Text(p!, "name")).ShouldBeUnique(name);
        foreach (var parameter in parameters)
        {
            Descriptor(parameter!.AsObject(), document, $"{name}({Text(parameter, "name")})");
        }

        Descriptor(Object(method, "result"), document, $"{name} result");
        foreach (var tag in method["tags"]!.AsArray())
        {
            Members(tag!.AsObject(), name, ["name"], ["summary", "description", "externalDocs"]);
        }

        var errors = method["errors"]!.AsArray().Select(e => Text(e!, "$ref")).ToArray();
        errors.ShouldBeUnique(name);
        errors.ShouldAllBe(e => Resolve(e, document) != null, name);
    }

    private static void Descriptor(JsonObject descriptor, JsonObject document, string place)
    {
        Members(descriptor, place, ["name", "schema"], ["summary", "description", "required", "deprecated"]);
        descriptor["required"]?.GetValue<bool>();
        Schema(descriptor["schema"]!, document, place);
    }

    private static void Members(JsonObject node, string place, string[] required, string[] optional)
    {
        var members = node.Select(m => m.Key).Where(m => !m.StartsWith("x-", StringComparison.Ordinal)).ToArray();
        required.ShouldBeSubsetOf(members, place);
        members.ShouldBeSubsetOf([.. required, .. optional], place);
        foreach (var text in members.Intersect(["name", "title", "version", "summary", "description", "message"]))
        {
            node[text]!.GetValue<string>().ShouldNotBeEmpty(place);
        }
    }

    private static JsonObject Object(JsonNode node, string member) => node[member].ShouldBeOfType<JsonObject>(member);

    private static string Text(JsonNode node, string member) => node[member].ShouldNotBeNull(member).GetValue<string>();
}
