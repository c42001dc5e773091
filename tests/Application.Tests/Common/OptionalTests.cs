using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Common;

public sealed class OptionalTests
{
    [Fact]
    public void IsAbsentUntilGiven()
    {
        Optional<int> absent = default;

        absent.IsGiven.ShouldBeFalse();
        absent.OrDefault.ShouldBe(0);
        Should.Throw<InvalidOperationException>(() => absent.Value);
    }

    [Fact]
    public void KeepsWhatIsGiven_NullIncluded()
    {
        Optional<string?> text = "x";
        Optional<string?> empty = (string?)null;

        text.Value.ShouldBe("x");
        empty.IsGiven.ShouldBeTrue();
        empty.Value.ShouldBeNull();
        empty.ShouldNotBe(default);
    }

    [Fact]
    public void TellsAbsentFromNullInJson()
    {
        var fields = Read("""{"due":null}""");

        fields.Due.IsGiven.ShouldBeTrue();
        fields.Due.Value.ShouldBeNull();
        fields.Name.IsGiven.ShouldBeFalse();
    }

    [Fact]
    public void ReadsEveryKindOfValue()
    {
        var fields = Read("""{"name":"n","due":"2024-02-29","price":"1.50","free":{"a":[1]},"line":{"label":"l"},"names":["a"]}""");

        fields.Name.Value.ShouldBe("n");
        fields.Due.Value.ShouldBe(new DateOnly(2024, 2, 29));
        fields.Price.Value.ShouldBe(1.50m);
        fields.Free.Value!.Value.GetRawText().ShouldBe("""{"a":[1]}""");
        fields.Line.Value.ShouldBe(new Line("l"));
        fields.Names.Value.ShouldBe(["a"]);
    }

    [Theory]
    [InlineData("""{"name":5}""", "$.name")]
    [InlineData("""{"due":"soon"}""", "$.due")]
    [InlineData("""{"price":"1e999"}""", "$.price")]
    [InlineData("""{"price":null}""", "$.price")]
    public void NamesThePathOfWhatItRefuses(string json, string path) => Should.Throw<JsonException>(() => Read(json)).Path.ShouldBe(path);

    [Fact]
    public void WritesItsValue() =>
        JsonSerializer
            .Serialize(new Fields { Name = "n", Price = 2.50m }, WireJson.TypeInfo<Fields>())
            .ShouldBe("""{"name":"n","due":null,"price":2.50,"free":null,"line":null,"names":null}""");

    private static Fields Read(string json) => JsonSerializer.Deserialize(json, WireJson.TypeInfo<Fields>())!;

    private sealed record Line(string Label);

    private sealed record Fields
    {
        public Optional<string> Name { get; init; }
        public Optional<DateOnly?> Due { get; init; }
        public Optional<decimal> Price { get; init; }
        public Optional<JsonElement?> Free { get; init; }
        public Optional<Line> Line { get; init; }
        public Optional<IReadOnlyList<string>> Names { get; init; }
    }
}
