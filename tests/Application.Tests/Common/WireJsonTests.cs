using System.Globalization;
using System.Text;
using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Common;

public sealed class WireJsonTests
{
    [Fact]
    public void WritesNamesAndWordsInSnakeCase() =>
        Written(new Sample(WriteOutcome.NotApplied, "x")).ShouldBe("""{"last_outcome":"not_applied","iso2_name":"x"}""");

    [Theory]
    [InlineData("6500.00")]
    [InlineData("0.1")]
    [InlineData("-0.005000")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("9007199254740993.00")]
    public void WritesDecimalsWithTheirScale(string text)
    {
        Written(decimal.Parse(text, CultureInfo.InvariantCulture)).ShouldBe(text);
        Written(WireJson.Deserialize<decimal>(Encoding.UTF8.GetBytes(text))).ShouldBe(text);
    }

    [Theory]
    [InlineData("1.000000000000000000000000000", "1.000000000000000000000000000")]
    [InlineData("0.30000000000000000000000000000000000", "0.3")]
    [InlineData("300e-3", "0.300")]
    [InlineData("0e99", "0")]
    [InlineData("\"-0012.50\"", "-12.50")]
    [InlineData("\"+1\"", "1")]
    public void ReadsDecimalsFromNumbersAndTexts(string json, string expected) =>
        WireJson.Deserialize<decimal>(Encoding.UTF8.GetBytes(json)).ShouldBe(decimal.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("0.123456789012345678901234567890")]
    [InlineData("\"0.123456789012345678901234567890\"")]
    [InlineData("1e-29")]
    [InlineData("1e29")]
    [InlineData("1e-99999999999999")]
    [InlineData("\"\"")]
    [InlineData("\"1e2\"")]
    [InlineData("true")]
    public void RefusesDecimalsThatItWouldHaveToRound(string json) =>
        Should.Throw<JsonException>(() => WireJson.Deserialize<decimal>(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void WritesInstantsInUtc()
    {
        Written(new DateTimeOffset(2024, 7, 1, 12, 30, 0, TimeSpan.FromHours(2))).ShouldBe("\"2024-07-01T10:30:00Z\"");
        Written(new DateTimeOffset(2024, 7, 1, 12, 30, 0, 123, TimeSpan.Zero)).ShouldBe("\"2024-07-01T12:30:00.123Z\"");
    }

    [Fact]
    public void ReadsInstantsAsUtc()
    {
        var instant = WireJson.Deserialize<DateTimeOffset>("\"2024-07-01T12:30:00+02:00\""u8);

        instant.ShouldBe(new DateTimeOffset(2024, 7, 1, 10, 30, 0, TimeSpan.Zero));
        instant.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("2024-07-01")]
    [InlineData("2024-07-01T12:30:00")]
    [InlineData("2024-07-01T12:30")]
    public void RefusesInstantsWithoutAnOffset(string text) =>
        Should.Throw<JsonException>(() => WireJson.Deserialize<DateTimeOffset>(Encoding.UTF8.GetBytes($"\"{text}\"")));

    [Fact]
    public void WritesLettersAsTheyAre() => Written("Zoë & <Müller> 日本").ShouldBe("\"Zoë & <Müller> 日本\"");

    [Fact]
    public void RefusesNull_WhereAValueIsExpected()
    {
        Should.Throw<JsonException>(() => WireJson.Deserialize<string>("null"u8));
        Should.Throw<JsonException>(() => WireJson.Deserialize<Sample>("""{"last_outcome":"unknown","iso2_name":null}"""u8));
    }

    [Fact]
    public void SplicesAStoredPayload()
    {
        var stored = new Payload<IReadOnlyList<string>>("""[ "kept as it is" ]"""u8.ToArray());

        Written(new Answer(stored, DataSource.Cache)).ShouldBe("""{"rows":[ "kept as it is" ],"source":"cache"}""");
        stored.Value.ShouldBe(["kept as it is"]);
    }

    [Fact]
    public void WritesAPayloadOnceAndTheSameEachTime()
    {
        var payload = Payload.Of<IReadOnlyList<string>>(["a"]);

        Written(new Answer(payload, DataSource.Database)).ShouldBe("""{"rows":["a"],"source":"database"}""");
        Encoding.UTF8.GetString(payload.Json.Span).ShouldBe("""["a"]""");
        Written(new Answer(payload, DataSource.Database)).ShouldBe("""{"rows":["a"],"source":"database"}""");
    }

    [Fact]
    public void KnowsAnAbsentPayload()
    {
        Payload.Of<string?>(null).IsAbsent.ShouldBeTrue();
        new Payload<string>("null"u8.ToArray()).IsAbsent.ShouldBeTrue();
        Payload.Of("x").IsAbsent.ShouldBeFalse();
    }

    private static string Written<T>(T value) => Encoding.UTF8.GetString(WireJson.Serialize(value));

    private sealed record Sample(WriteOutcome LastOutcome, string Iso2Name);

    private sealed record Answer(Payload<IReadOnlyList<string>> Rows, DataSource Source);
}
