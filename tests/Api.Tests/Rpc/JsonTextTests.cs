using System.Text;
using System.Text.Json;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("-1.5e300")]
    [InlineData("1e-400")]
    [InlineData("123456789012345678901234567890.123456789")]
    [InlineData("\"plain é 😀\"")]
    [InlineData("\"\\ud83d\\ude00 \\\"\\\\ \\u0001\"")]
    [InlineData("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":1}],\"A\":2}")]
    [InlineData("{\"\":1}")]
    public void AcceptsWhatCanBeHeld(string json) => Check(json).ShouldBe(json.Length + Surplus(json));

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("[0, 1e309]")]
    [InlineData("{\"a\":{\"b\":1e400}}")]
    public void RefusesNumbersBeyondADouble(string json) => Refused(json).Message.ShouldContain("out of range");

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\"")]
    [InlineData("\"\\udc00\\ud800\"")]
    [InlineData("\"\\ud83d x\"")]
    [InlineData("[\"\\ud83d\\u0041\"]")]
    [InlineData("{\"\\ud800\":1}")]
    public void RefusesHalfASurrogatePair(string json) => Refused(json).Message.ShouldContain("surrogate");

    [Theory]
    [InlineData("\"\\u0000\"")]
    [InlineData("[[\"a\\u0000b\"]]")]
    [InlineData("{\"a\\u0000\":1}")]
    public void RefusesNul(string json) => Refused(json).Message.ShouldContain("U+0000");

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":1}")]
    [InlineData("[{\"x\":{\"k\":1,\"b\":2,\"k\":3}}]")]
    public void RefusesTheSameKeyTwice(string json) => Refused(json).Message.ShouldContain("twice");

    [Fact]
    public void ChecksLongEscapedTextsToo()
    {
        var filling = new string('x', 1_000);

        Refused($"\"{filling}\\ud800\"").Message.ShouldContain("surrogate");
        Refused($"\"{filling}\\u0000\"").Message.ShouldContain("U+0000");
        Should.NotThrow(() => Check($"\"{filling}\\u00e9\""));
    }

    [Fact]
    public void NamesTheField() => Refused("[1e999]").Field.ShouldBe("amount");

    private static int Surplus(string json) => Encoding.UTF8.GetByteCount(json) - json.Length;

    private static AppError Refused(string json) => Should.Throw<AppException>(() => Check(json), json).Error;

    /// <summary>Returns how far the reader went.</summary>
    private static long Check(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        JsonText.Check(ref reader, "amount");
        return reader.BytesConsumed;
    }
}
