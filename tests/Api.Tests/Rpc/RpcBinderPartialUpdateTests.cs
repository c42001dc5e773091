using System.Text.Json;
using Pinnokio.Application.Common;
using static Pinnokio.Api.Tests.Rpc.Binding;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class RpcBinderPartialUpdateTests
{
    private const string Thing = "0190a5d2-0000-7000-8000-000000000001";

    [Theory]
    [InlineData("""{"thing_id":"0190a5d2-0000-7000-8000-000000000001","name":"n","due":null}""", null)]
    [InlineData("""{"thing_id":"0190a5d2-0000-7000-8000-000000000001","fields":{"name":"n","due":null}}""", null)]
    [InlineData("""{"fields":{"due":null},"thing_id":"0190a5d2-0000-7000-8000-000000000001","name":"n"}""", null)]
    [InlineData("""{"\u0066ields":{"n\u0061me":"n","due":null},"thing_id":"0190a5d2-0000-7000-8000-000000000001"}""", null)]
    [InlineData("""{"fields":{"name":"n","due":null}}""", """["0190a5d2-0000-7000-8000-000000000001"]""")]
    [InlineData(null, """["0190a5d2-0000-7000-8000-000000000001",{"name":"n","due":null}]""")]
    [InlineData("""{"due":null}""", """["0190a5d2-0000-7000-8000-000000000001",{"name":"n"}]""")]
    [InlineData(null, """["0190a5d2-0000-7000-8000-000000000001",{},"n",null]""")]
    public void TakesFieldsOneByOneOrTogether(string? kwargs, string? args)
    {
        var update = Bind<UpdateThing>(kwargs, args, "\"u1\"");

        update.ThingId.ShouldBe(Guid.Parse(Thing));
        update.Name.ShouldBe(new Optional<string>("n"));
        update.Due.ShouldBe(new Optional<DateOnly?>(null));
        update.Extra.IsGiven.ShouldBeFalse();
        update.ExpectedVersion.ShouldBeNull();
        update.FirebaseUserId.ShouldBe("u1");
    }

    [Theory]
    [InlineData("name", "null", "a string")]
    [InlineData("name", "5", "a string")]
    [InlineData("due", "\"tomorrow\"", "a date, YYYY-MM-DD")]
    [InlineData("count", "null", "a whole number in range")]
    public void NamesTheFieldAtFault(string name, string value, string expected)
    {
        foreach (var kwargs in new[] { $$"""{"{{name}}":{{value}}}""", $$$"""{"fields":{"{{{name}}}":{{{value}}}}}""" })
        {
            var error = Refusal<UpdateThing>(kwargs, $"[\"{Thing}\"]");

            error.Field.ShouldBe(name);
            error.Message.ShouldBe($"{name} must be {expected}.");
        }
    }

    [Fact]
    public void TakesNull_WhereTheFieldMayBeEmpty()
    {
        var update = Bind<UpdateThing>($$"""{"thing_id":"{{Thing}}","due":null,"label":null,"extra":null}""");

        update.Due.Value.ShouldBeNull();
        update.Label.Value.ShouldBeNull();
        update.Extra.Value.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"fields":{"name":"a"},"name":"b"}""", null, "name")]
    [InlineData("""{"name":"b","fields":{"name":"a"}}""", null, "name")]
    [InlineData("""{"fields":{"name":"a"},"fields":{"label":"b"}}""", null, "fields")]
    [InlineData("""{"fields":{},"\u0066ields":{}}""", null, "fields")]
    [InlineData("""{"fields":{"label":"b"}}""", """["0190a5d2-0000-7000-8000-000000000001",{"name":"a"}]""", "fields")]
    [InlineData(
        """{"fields":{"thing_id":"0190a5d2-0000-7000-8000-000000000001"}}""",
        """["0190a5d2-0000-7000-8000-000000000001"]""",
        "thing_id"
    )]
    public void RefusesAFieldGivenTwice(string kwargs, string? args, string field)
    {
        var error = Refusal<UpdateThing>(kwargs, args);

        error.Field.ShouldBe(field);
        error.Message.ShouldBe($"{field} is given twice.");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"name\"")]
    [InlineData("5")]
    [InlineData("{\"fields\":{}}")]
    public void RefusesFieldsThatAreNoObject(string fields)
    {
        Refusal<UpdateThing>($$"""{"fields":{{fields}}}""").Field.ShouldBe("fields");
        Refusal<UpdateThing>(args: $"[\"{Thing}\",{fields}]").Field.ShouldBe("fields");
    }

    [Fact]
    public void NamesTheUnknownField() => Refusal<UpdateThing>("""{"fields":{"colour":"red"}}""").Field.ShouldBe("colour");

    [Fact]
    public void TakesATextThatReadsFields() =>
        Bind<UpdateThing>($$"""{"thing_id":"{{Thing}}","name":"\"fields\""}""").Name.Value.ShouldBe("\"fields\"");

    private sealed record UpdateThing(Guid ThingId) : IPartialUpdate, IUserScoped
    {
        public Optional<string> Name { get; init; }

        public Optional<DateOnly?> Due { get; init; }

        public Optional<string?> Label { get; init; }

        public Optional<int> Count { get; init; }

        public Optional<JsonElement?> Extra { get; init; }

        public long? ExpectedVersion { get; init; }

        public string? FirebaseUserId { get; init; }
    }
}
