using System.Text.Json.Nodes;
using Pinnokio.Api.Rpc;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class RpcMethodListTests
{
    private static readonly JsonObject s_list = PublishedMethods.List();

    [Fact]
    public void ListsEveryMethodWithSchemasThatStandAlone()
    {
        ShouldStandAlone(s_list);
        ShouldStandAlone(RpcMethodList.Build(RpcCatalog.Build(typeof(Application.DependencyInjection).Assembly), PublishedMethods.Docs));
    }

    [Theory]
    [InlineData("TEST.list_boxes", "query", "read", "boxes.read")]
    [InlineData("TEST.create_box", "command", "create", "boxes.write")]
    [InlineData("TEST.update_box", "command", "set", null)]
    public void SaysHowAMethodMayBeRepeatedAndByWhom(string name, string kind, string idempotency, string? permission)
    {
        var method = Method(name);

        method["kind"]!.GetValue<string>().ShouldBe(kind);
        method["idempotency"]!.GetValue<string>().ShouldBe(idempotency);
        method["permission"]?.GetValue<string>().ShouldBe(permission);
        method["permission_reason"]?.GetValue<string>().ShouldBe("Boxes are public.");
        (method["permission"] is null).ShouldBe(method["permission_reason"] is not null);
    }

    [Fact]
    public void TellsCreatesToRepeatWithTheSameKey()
    {
        Method("TEST.create_box")["retry"]!.GetValue<string>().ShouldContain("same idempotency_key");
        Method("TEST.list_boxes")["retry"]!.GetValue<string>().ShouldNotContain("key");
    }

    [Fact]
    public void GivesThePositionsThatArgsHaveToKeep()
    {
        var method = Method("TEST.update_box");

        Texts(method["positions"]!).ShouldBe(["box_id", "fields", "label", "note", "count", "extra", "expected_version"]);
        Texts(method["arguments"]!["required"]!).ShouldBe(["box_id"]);
    }

    private static void ShouldStandAlone(JsonObject list)
    {
        var methods = list["methods"]!.AsArray();
        methods.ShouldNotBeEmpty();
        foreach (var method in methods)
        {
            var name = method!["name"]!.GetValue<string>();
            foreach (var part in new[] { "arguments", "result" })
            {
                var schema = method[part].ShouldBeOfType<JsonObject>(name);
                schema["$schema"]!.GetValue<string>().ShouldBe("https://json-schema.org/draft/2020-12/schema");
                OpenRpcRules.Schema(schema, schema, $"{name} {part}");
            }

            Texts(method["positions"]!).ShouldBe(method["arguments"]!["properties"]!.AsObject().Select(p => p.Key));
        }
    }

    private static JsonNode Method(string name) => s_list["methods"]!.AsArray().Single(m => m!["name"]!.GetValue<string>() == name)!;

    private static IEnumerable<string> Texts(JsonNode array) => array.AsArray().Select(t => t!.GetValue<string>());
}
