using System.Globalization;
using System.Text.Json;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;
using static Pinnokio.Api.Tests.Rpc.Binding;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class RpcBinderTypesTests
{
    private static readonly string[] s_everyForm =
    [
        "null",
        "5",
        "1.5",
        "-1",
        "\"text\"",
        "\"\"",
        "true",
        "[]",
        "[1]",
        "{}",
        "{\"a\":1}",
        "1e400",
    ];

    [Theory]
    [InlineData("text", "\"text\"", "\"\"")]
    [InlineData("flag", "true")]
    [InlineData("small", "5", "-1")]
    [InlineData("whole", "5", "-1")]
    [InlineData("large", "5", "-1")]
    [InlineData("amount", "5", "1.5", "-1")]
    [InlineData("id")]
    [InlineData("day")]
    [InlineData("instant")]
    [InlineData("colour")]
    [InlineData("names", "[]")]
    [InlineData("line")]
    public void RefusesEveryOtherForm(string name, params string[] good)
    {
        var parameter = RpcParameter.Of(typeof(Everything)).Single(p => p.Name == name);
        foreach (var value in s_everyForm.Except(good))
        {
            var error = Refusal<Everything>($$"""{"{{name}}":{{value}}}""");

            error.Field.ShouldNotBeNull().Split('[', '.')[0].ShouldBe(name, value);
            if (value != "1e400")
            {
                error.Message.ShouldBe(parameter.Expectation(), value);
            }
        }

        foreach (var value in good)
        {
            Should.NotThrow(() => Bind<Everything>($$"""{"{{name}}":{{value}}}"""), value);
        }
    }

    [Theory]
    [InlineData("6500", "6500")]
    [InlineData("6500.00", "6500.00")]
    [InlineData("\"6500.10\"", "6500.10")]
    [InlineData("0.1", "0.1")]
    [InlineData("-0.005", "-0.005")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E+2", "150")]
    [InlineData("25e-1", "2.5")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("\"79228162514264337593543950335\"", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("1.00000000000000000000000000000000000000000000", "1")]
    public void ReadsDecimalsExactly(string json, string expected) =>
        Bind<Everything>($$"""{"amount":{{json}}}""").Amount.ShouldBe(decimal.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1e999")]
    [InlineData("1e29")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("1.00000000000000000000000000001")]
    [InlineData("1e-29")]
    [InlineData("\"1e3\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\"1.00000000000000000000000000001\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"1 \"")]
    [InlineData("\"0x10\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"\u0661\"")]
    public void RefusesDecimalsThatItCannotHoldExactly(string json) =>
        Refusal<Everything>($$"""{"amount":{{json}}}""").Field.ShouldBe("amount");

    [Theory]
    [InlineData("whole", "2147483648")]
    [InlineData("whole", "1.0")]
    [InlineData("whole", "1e2")]
    [InlineData("small", "32768")]
    [InlineData("large", "9223372036854775808")]
    public void RefusesWholeNumbersOutOfRange(string name, string json) =>
        Refusal<Everything>($$"""{"{{name}}":{{json}}}""").Message.ShouldBe($"{name} must be a whole number in range.");

    [Theory]
    [InlineData("0190a5d2-0000-7000-8000-00000000000A")]
    [InlineData("0190a5d2-0000-7000-8000-00000000000a")]
    public void ReadsUuids(string text) => Bind<Everything>($$"""{"id":"{{text}}"}""").Id.ShouldBe(Guid.Parse(text));

    [Theory]
    [InlineData("0190a5d20000700080000000000000a0")]
    [InlineData("{0190a5d2-0000-7000-8000-00000000000a}")]
    [InlineData(" 0190a5d2-0000-7000-8000-00000000000a")]
    [InlineData("0190a5d2-0000-7000-8000-00000000000g")]
    [InlineData("not-a-uuid")]
    public void RefusesOtherUuids(string text) => Refusal<Everything>($$"""{"id":"{{text}}"}""").Message.ShouldBe("id must be a UUID.");

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-1-1")]
    [InlineData("20240101")]
    [InlineData("01.02.2024")]
    [InlineData("2024-01-01T00:00:00Z")]
    [InlineData(" 2024-01-01")]
    [InlineData("0000-01-01")]
    public void RefusesOtherDates(string text) =>
        Refusal<Everything>($$"""{"day":"{{text}}"}""").Message.ShouldBe("day must be a date, YYYY-MM-DD.");

    [Theory]
    [InlineData("2024-02-29T12:30:00Z", "2024-02-29T12:30:00.0000000+00:00")]
    [InlineData("2024-02-29T12:30:00.123+02:00", "2024-02-29T10:30:00.1230000+00:00")]
    public void ReadsInstantsAsUtc(string text, string expected) =>
        Bind<Everything>($$"""{"instant":"{{text}}"}""").Instant.ToString("O", CultureInfo.InvariantCulture).ShouldBe(expected);

    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("2024-02-29T12:30:00")]
    [InlineData("2024-02-30T12:30:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("1709210000")]
    public void RefusesOtherInstants(string text) => Refusal<Everything>($$"""{"instant":"{{text}}"}""").Field.ShouldBe("instant");

    [Theory]
    [InlineData("dark_red", true)]
    [InlineData("blue", true)]
    [InlineData("green", false)]
    [InlineData("0", false)]
    public void TakesTheWordsOfAnEnum(string word, bool isTaken)
    {
        var kwargs = $$"""{"colour":"{{word}}"}""";
        if (isTaken)
        {
            Should.NotThrow(() => Bind<Everything>(kwargs));
        }
        else
        {
            Refusal<Everything>(kwargs).Message.ShouldBe("colour must be one of dark_red, blue.");
        }
    }

    [Fact]
    public void RefusesNullsInsideLists()
    {
        Bind<Everything>("""{"names":["a","b"],"maybe":["a",null]}""").Maybe.ShouldBe(["a", null]);
        Refusal<Everything>("""{"names":["a",null]}""").Message.ShouldBe("names must be of the form that the method's schema states.");
    }

    [Fact]
    public void NamesThePathInsideAnArgument()
    {
        Refusal<Everything>("""{"line":{"label":"l","price":"x"}}""").Field.ShouldBe("line.price");
        Refusal<Everything>("""{"line":{"label":null,"price":1}}""").Field.ShouldBe("line.label");
        Refusal<Everything>("""{"names":["a",5]}""").Field.ShouldBe("names[1]");
    }

    [Theory]
    [InlineData("""{"free":{"a":1,"a":2}}""")]
    [InlineData("""{"free":[{"b":{"a":1,"\u0061":2}}]}""")]
    [InlineData("""{"free":{"a":"\ud800"}}""")]
    [InlineData("""{"free":["\u0000"]}""")]
    [InlineData("""{"free":[1e999]}""")]
    public void ChecksFreeJsonDownToItsLeaves(string kwargs) => Refusal<Everything>(kwargs).Field.ShouldBe("free");

    [Fact]
    public void KeepsFreeJsonAfterTheCall()
    {
        var bound = Bind<Everything>("""{"free":{"a":[1.50,"é"]}}""", "[\"text\"]");

        bound.Free.GetRawText().ShouldBe("""{"a":[1.50,"é"]}""");
    }

    private enum Colour
    {
        DarkRed,
        Blue,
    }

    private sealed record Line
    {
        public required string Label { get; init; }
        public required decimal Price { get; init; }
    }

    private sealed record Everything
    {
        public string Text { get; init; } = "";
        public bool Flag { get; init; }
        public short Small { get; init; }
        public int Whole { get; init; }
        public long Large { get; init; }
        public decimal Amount { get; init; }
        public Guid Id { get; init; }
        public DateOnly Day { get; init; }
        public DateTimeOffset Instant { get; init; }
        public Colour Colour { get; init; }
        public IReadOnlyList<string> Names { get; init; } = [];
        public IReadOnlyList<string?> Maybe { get; init; } = [];
        public Line Line { get; init; } = new() { Label = "", Price = 0 };
        public JsonElement Free { get; init; }
    }
}
