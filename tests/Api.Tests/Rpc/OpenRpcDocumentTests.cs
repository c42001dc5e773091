using System.Text.Json.Nodes;
using Pinnokio.Api.Rpc;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class OpenRpcDocumentTests
{
    private static readonly JsonObject s_document = PublishedMethods.OpenRpc();

    [Fact]
    public void KeepsTheRulesOfOpenRpc() => OpenRpcRules.ShouldHoldFor(s_document);

    [Fact]
    public void KeepsTheRulesOfOpenRpc_ForTheRealTable()
    {
        var application = typeof(Application.DependencyInjection).Assembly;
        var catalog = RpcCatalog.Build(application);
        var document = OpenRpcDocument.Build(catalog, DocComments.Of([application]), "1.0.0");

        catalog.Methods.ShouldNotBeEmpty();
        document["methods"]!.AsArray().Select(m => m!["name"]!.GetValue<string>()).ShouldBe(catalog.Methods.Select(m => m.Name));
        document["methods"]!.AsArray().ShouldAllBe(m => m!["description"] != null);
        OpenRpcRules.ShouldHoldFor(document);
    }

    [Fact]
    public void DescribesAMethodAndItsParameters()
    {
        var method = Method("TEST.list_boxes");

        Is(method["description"], "\"The boxes of a shelf; see `next_cursor` and `open_on`.\"");
        Is(
            method["params"],
            """
            [
              {"name":"shelf_id","required":true,"schema":{"type":"string","format":"uuid"}},
              {"name":"limit","required":false,"schema":{"type":"integer","minimum":-2147483648,"maximum":2147483647,"default":50}},
              {"name":"open_on","description":"Open on this day.","required":false,"schema":{"type":["string","null"],"format":"date"}},
              {"name":"language","required":false,"schema":{"type":"string","default":"fr"}},
              {"name":"firebase_user_id","description":"For whom.","required":false,"schema":{"type":["string","null"]}}
            ]
            """
        );
        Is(method["result"], """{"name":"data","description":"A page of boxes.","schema":{"$ref":"#/components/schemas/BoxPage"}}""");
        Is(method["x-kind"], "\"query\"");
        Is(method["x-idempotency"], "\"read\"");
        Is(method["x-permission"], "\"boxes.read\"");
    }

    [Fact]
    public void DescribesTheFieldsOfAPartialUpdate()
    {
        var method = Method("TEST.update_box");

        Is(
            method["params"],
            """
            [
              {"name":"box_id","required":true,"schema":{"type":"string","format":"uuid"}},
              {"name":"fields","description":"The fields to change, together instead of one by one.","required":false,
               "schema":{"type":"object","propertyNames":{"enum":["label","note","count","extra","expected_version"]}}},
              {"name":"label","required":false,"schema":{"type":"string"}},
              {"name":"note","required":false,"schema":{"type":["string","null"]}},
              {"name":"count","required":false,"schema":{"type":"integer","minimum":-32768,"maximum":32767}},
              {"name":"extra","required":false,"schema":{}},
              {"name":"expected_version","required":false,"schema":{"type":["integer","null"]}}
            ]
            """
        );
        Is(method["result"], """{"name":"data","schema":{"type":"boolean"}}""");
        Is(method["x-idempotency"], "\"set\"");
        method["x-permission"].ShouldBeNull();
    }

    [Fact]
    public void TakesDecimalsAsNumbersOrTexts_AndAnswersNumbers()
    {
        Is(Param("TEST.create_box", "price")["type"], """["number","string"]""");
        Is(Schema("Box")["properties"]!["price"], """{"type":"number","description":"In francs."}""");
    }

    [Fact]
    public void DescribesNestedArguments()
    {
        Is(Param("TEST.create_box", "colour"), """{"type":"string","enum":["dark_red","blue"]}""");
        Is(Param("TEST.create_box", "at"), """{"type":"string","format":"date-time"}""");
        Is(Param("TEST.create_box", "parts"), """{"type":"array","items":{"$ref":"#/components/schemas/PartInput"}}""");
        Is(Schema("PartInput")["required"], """["name"]""");
        Is(Schema("PartInput")["properties"]!["price"]!["type"], """["number","string","null"]""");
    }

    [Fact]
    public void DescribesTypesThatContainThemselves()
    {
        var box = Schema("Box")["properties"]!;

        Is(box["inner"], """{"type":"array","items":{"$ref":"#/components/schemas/Box"}}""");
        Is(box["outer"], """{"anyOf":[{"$ref":"#/components/schemas/Box"},{"type":"null"}]}""");
    }

    [Fact]
    public void DescribesEveryKindOfAnswer()
    {
        var box = Schema("Box")["properties"]!;

        Is(box["note"], """{"type":["string","null"]}""");
        Is(box["colour"], """{"type":["string","null"],"enum":["dark_red","blue",null]}""");
        Is(box["weights"], """{"type":"object","additionalProperties":{"type":["number","null"]}}""");
        Is(box["size"], """{"$ref":"#/components/schemas/SizeOfInt32"}""");
        Is(box["extra"], "{}");
        Is(
            Schema("SizeOfInt32"),
            """{"type":"object","properties":{"width":{"type":"integer"}},"required":["width"],"description":"How large."}"""
        );
    }

    [Fact]
    public void SeesThroughStoredPayloads()
    {
        var page = Schema("BoxPage");

        Is(page["properties"]!["boxes"], """{"type":"array","items":{"$ref":"#/components/schemas/Box"}}""");
        Is(page["properties"]!["best"], """{"anyOf":[{"$ref":"#/components/schemas/Box"},{"type":"null"}]}""");
        Is(page["properties"]!["source"], """{"type":"string","enum":["database","cache"]}""");
        Is(page["required"], """["boxes","best","source","next_cursor"]""");
    }

    [Theory]
    [InlineData("TEST.list_boxes", "INVALID_ARGS", "UNAUTHENTICATED", "FORBIDDEN", "TIMEOUT", "INTERNAL")]
    [InlineData("TEST.update_box", "NOT_FOUND", "CONFLICT")]
    [InlineData("TEST.create_box", "CONFLICT", "IDEMPOTENCY_KEY_REUSED", "IN_PROGRESS", "FORBIDDEN")]
    public void ListsTheErrorsOfAMethod(string name, params string[] codes) => codes.ShouldBeSubsetOf(Errors(name));

    [Theory]
    [InlineData("TEST.list_boxes", "CONFLICT")]
    [InlineData("TEST.list_boxes", "IN_PROGRESS")]
    [InlineData("TEST.update_box", "IDEMPOTENCY_KEY_REUSED")]
    [InlineData("TEST.update_box", "FORBIDDEN")]
    public void LeavesOutErrorsThatAMethodCannotHave(string name, string code) => Errors(name).ShouldNotContain(code);

    private static string[] Errors(string method) =>
        [.. Method(method)["errors"]!.AsArray().Select(e => e!["$ref"]!.GetValue<string>().Split('/')[^1])];

    private static JsonNode Method(string name) => s_document["methods"]!.AsArray().Single(m => m!["name"]!.GetValue<string>() == name)!;

    private static JsonNode Param(string method, string name) =>
        Method(method)["params"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == name)!["schema"]!;

    private static JsonNode Schema(string name) => s_document["components"]!["schemas"]![name].ShouldNotBeNull();

    private static void Is(JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"{actual?.ToJsonString()} is not {expected}");
}
