using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;
using static Pinnokio.Api.Tests.Rpc.Binding;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class RpcBinderTests
{
    private const string Company = "0190a5d2-0000-7000-8000-000000000001";

    [Fact]
    public void BindsByName()
    {
        var order = Bind<Order>($$"""{"note":"n","company_id":"{{Company}}","item":"pen","count":3,"shipped_on":"2024-02-29"}""");

        order.ShouldBe(new Order(Guid.Parse(Company), "pen", 3) { ShippedOn = new DateOnly(2024, 2, 29), Note = "n" });
    }

    [Fact]
    public void BindsByPosition_ConstructorFirstThenInheritedThenOwnProperties()
    {
        var order = Bind<Order>(args: $"""["{Company}", "pen", 3, "n", "none", true, "2024-02-29"]""");

        order.ShouldBe(
            new Order(Guid.Parse(Company), "pen", 3)
            {
                IsGift = true,
                ShippedOn = new DateOnly(2024, 2, 29),
                Note = "n",
            }
        );
        RpcParameter
            .Of(typeof(Order))
            .Select(p => p.Name)
            .ShouldBe(["company_id", "item", "count", "note", "tag", "is_gift", "shipped_on"]);
    }

    [Fact]
    public void BindsBothWaysAtOnce() =>
        Bind<Order>("""{"note":"n","count":2}""", $"""["{Company}", "pen"]""")
            .ShouldBe(new Order(Guid.Parse(Company), "pen", 2) { Note = "n" });

    [Fact]
    public void LeavesDefaultsInPlace()
    {
        var order = Bind<Order>($$"""{"company_id":"{{Company}}","item":"pen"}""");

        order.Count.ShouldBe(1);
        order.Tag.ShouldBe("none");
        order.ShippedOn.ShouldBeNull();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("{}", "[]")]
    [InlineData("{ }", "[ ]")]
    public void BindsNoArguments(string? kwargs, string? args) => Bind<Nothing>(kwargs, args).ShouldBe(new Nothing());

    [Fact]
    public void UnderstandsEscapedNames() =>
        Bind<Order>($$"""{"\u0063ompany_id":"{{Company}}","i\u0074em":"p\u00e9n"}""").ShouldBe(new Order(Guid.Parse(Company), "pén"));

    [Fact]
    public void UnderstandsEscapedNames_WhenArgumentsAreMerged() =>
        Bind<Order>("""{"i\u0074em":"p\u00e9n"}""", $"""["{Company}"]""").ShouldBe(new Order(Guid.Parse(Company), "pén"));

    [Theory]
    [InlineData("""{"item":"a","item":"a"}""", null, "item")]
    [InlineData("""{"item":"a","\u0069tem":"b"}""", null, "item")]
    [InlineData("""{"item":"a"}""", """["0190a5d2-0000-7000-8000-000000000001", "b"]""", "item")]
    public void RefusesAnArgumentGivenTwice(string kwargs, string? args, string field)
    {
        var error = Refusal<Order>(kwargs, args);

        error.Field.ShouldBe(field);
        error.Message.ShouldBe($"{field} is given twice.");
    }

    [Fact]
    public void RefusesOneArgumentTooMany() =>
        Refusal<Order>(args: $"""["{Company}", "pen", 3, "n", "t", true, null, 8]""").Field.ShouldBe("args");

    [Fact]
    public void RefusesAnyArgument_WhenNoneIsTaken() => Refusal<Nothing>(args: "[1]").Field.ShouldBe("args");

    [Theory]
    [InlineData("""{"item":"pen"}""", "company_id")]
    [InlineData("""{"company_id":"0190a5d2-0000-7000-8000-000000000001"}""", "item")]
    [InlineData(null, "company_id")]
    public void NamesTheMissingArgument(string? kwargs, string field)
    {
        var error = Refusal<Order>(kwargs);

        error.Field.ShouldBe(field);
        error.Message.ShouldBe($"{field} is required.");
    }

    [Fact]
    public void NamesTheMissingRequiredProperty()
    {
        Refusal<Strict>().Field.ShouldBe("name");
        Bind<Strict>("""{"name":"x"}""").Name.ShouldBe("x");
    }

    [Theory]
    [InlineData("CompanyId")]
    [InlineData("companyId")]
    [InlineData("company_id ")]
    [InlineData("fields")]
    [InlineData("é")]
    [InlineData("")]
    public void NamesTheUnknownArgument(string name)
    {
        var error = Refusal<Order>($$"""{"{{name}}":1}""");

        error.Field.ShouldBe(name);
        error.Message.ShouldEndWith("is not an argument of this method.");
    }

    [Fact]
    public void ShortensALongUnknownName_BetweenCharacters()
    {
        Refusal<Order>($$"""{"{{new string('x', 500)}}":1}""").Field.ShouldBe(new string('x', 64));
        Refusal<Order>($$"""{"{{new string('x', 63)}}😀😀":1}""").Field.ShouldBe(new string('x', 63));
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"compan\ud800":1}""")]
    [InlineData("""{"company_i\u0000":1}""")]
    public void RefusesNamesThatCannotBe(string kwargs) => Refusal<Order>(kwargs).Field.ShouldBe("kwargs");

    [Theory]
    [InlineData("company_id")]
    [InlineData("item")]
    [InlineData("count")]
    [InlineData("is_gift")]
    [InlineData("tag")]
    public void RefusesNull_WhereTheArgumentHasNone(string name)
    {
        var error = Refusal<Order>($$"""{"{{name}}":null}""");

        error.Field.ShouldBe(name);
        error.Message.ShouldStartWith($"{name} must be ");
    }

    [Fact]
    public void RefusesNullByPosition() => Refusal<Order>(args: $"""["{Company}", null]""").Field.ShouldBe("item");

    [Fact]
    public void TakesNull_WhereTheArgumentMayBeEmpty() =>
        Bind<Order>($$"""{"company_id":"{{Company}}","item":"pen","shipped_on":null,"note":null}""")
            .ShouldBe(new Order(Guid.Parse(Company), "pen"));

    [Fact]
    public void RefusesHalfPairsNulsAndRangesInsideArguments()
    {
        Refusal<Order>("""{"item":"\ud800"}""").Field.ShouldBe("item");
        Refusal<Order>("""{"item":"\u0000"}""").Field.ShouldBe("item");
        Refusal<Order>("""{"count":1e999}""").Field.ShouldBe("count");
    }

    [Fact]
    public void TakesTheUserOfTheEnvelope_WhenTheArgumentIsAbsent()
    {
        Bind<ForUser>("""{"item":"pen"}""", userId: "\"u\\u00e9\\\"1\"").ShouldBe(new ForUser("pen") { FirebaseUserId = "ué\"1" });
        Bind<ForUser>("""{ "item" : "pen" }""", userId: "\"u1\"").ShouldBe(new ForUser("pen") { FirebaseUserId = "u1" });
        Bind<ForUser>(args: """["pen"]""", userId: "\"u1\"").ShouldBe(new ForUser("pen") { FirebaseUserId = "u1" });
        Bind<OnlyUser>(userId: "\"u1\"").FirebaseUserId.ShouldBe("u1");
        Bind<OnlyUser>("{ }", userId: "\"u1\"").FirebaseUserId.ShouldBe("u1");
    }

    [Fact]
    public void KeepsTheUserArgument_WhenItIsGiven()
    {
        Bind<ForUser>("""{"item":"pen","firebase_user_id":"mine"}""", userId: "\"u1\"").FirebaseUserId.ShouldBe("mine");
        Bind<ForUser>("""{"item":"pen","firebase_user_id":null}""", userId: "\"u1\"").FirebaseUserId.ShouldBeNull();
        Bind<ForUser>("""{"item":"pen"}""", userId: "\"\"").FirebaseUserId.ShouldBeNull();
    }

    [Fact]
    public void GivesTheUserOnlyToMethodsThatTakeIt() => Bind<Nothing>(userId: "\"u1\"").ShouldBe(new Nothing());

    private abstract record Parcel
    {
        public string? Note { get; init; }

        public string Tag { get; init; } = "none";
    }

    private sealed record Order(Guid CompanyId, string Item, int Count = 1) : Parcel
    {
        public bool IsGift { get; init; }

        public DateOnly? ShippedOn { get; init; }

        public bool IsDue => ShippedOn is null;
    }

    private sealed record Nothing;

    private sealed record Strict
    {
        public required string Name { get; init; }
    }

    private sealed record ForUser(string Item) : IUserScoped
    {
        public string? FirebaseUserId { get; init; }
    }

    private sealed record OnlyUser : IUserScoped
    {
        public string? FirebaseUserId { get; init; }
    }
}
