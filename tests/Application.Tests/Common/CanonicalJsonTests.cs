using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Common;

/// <summary>The vectors published in RFC 8785, and what fingerprints of calls ask beyond them.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void PrintsTheNumbersOfAppendixB(string bits, string expected)
    {
        var number = BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        CanonicalJson.FormatNumber(number).ShouldBe(expected);
        Canonical(number.ToString("R", CultureInfo.InvariantCulture)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-1", "-1")]
    [InlineData("10", "10")]
    [InlineData("100.50", "100.5")]
    [InlineData("1E30", "1e+30")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("0.000000000000000000000000001", "1e-27")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("-0.0", "0")]
    [InlineData("6500.00", "6500")]
    [InlineData("123e18", "123000000000000000000")]
    [InlineData("0.1", "0.1")]
    [InlineData("1234567.25", "1234567.25")]
    public void PrintsNumbersAsEcmaScriptDoes(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Fact]
    public void SerialisesTheSampleOfSection322()
    {
        const string Sample = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string Expected =
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";

        Canonical(Sample).ShouldBe(Expected);
    }

    [Fact]
    public void SortsPropertiesAsTheExampleOfSection323()
    {
        const string Sample = """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """;
        string[] expected =
        [
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh",
        ];

        var canonical = Canonical(Sample);

        expected.OrderBy(value => canonical.IndexOf(value, StringComparison.Ordinal)).ShouldBe(expected);
        canonical.ShouldStartWith("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":");
        canonical.ShouldEndWith("\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    [Fact]
    public void SortsAtEveryDepthAndKeepsTheOrderOfArrays() =>
        Canonical("""{"b":[{"z":1,"a":2},3,1],"a":{"d":{},"c":[]},"aa":null,"A":true}""")
            .ShouldBe("""{"A":true,"a":{"c":[],"d":{}},"aa":null,"b":[{"a":2,"z":1},3,1]}""");

    [Fact]
    public void EscapesOnlyWhatMustBe()
    {
        var canonical = Canonical(
            """
            "\u0008\u0009\u000a\u000c\u000d\u0022\u005c\u0001\u001f\u007f\u2028\u00e9<>&'/"
            """
        );

        canonical.ShouldBe("\"\\b\\t\\n\\f\\r\\\"\\\\\\u0001\\u001f\u007f\u2028é<>&'/\"");
    }

    [Fact]
    public void FingerprintsTheMeaningOfACall_NotItsSpelling()
    {
        var first = Fingerprint("HR.create_employee", "[1, 2.50]", """{"b":"\u00e9","a":{"y":1,"x":2}}""");
        var second = Fingerprint("HR.create_employee", "[1.0,2.5]", """{ "a": {"x":2,"y":1}, "b":"é" }""");

        second.ShouldBe(first);
    }

    [Theory]
    [InlineData("HR.update_employee", "[1]", "{\"a\":1}")]
    [InlineData("HR.create_employee", "[2]", "{\"a\":1}")]
    [InlineData("HR.create_employee", "[1]", "{\"a\":2}")]
    [InlineData("HR.create_employee", "[1]", "{\"b\":1}")]
    [InlineData("HR.create_employee", "[\"1\"]", "{\"a\":1}")]
    [InlineData("HR.create_employee", "[1]", "{\"a\":1,\"c\":null}")]
    public void TellsCallsApart(string method, string args, string kwargs) =>
        Fingerprint(method, args, kwargs).ShouldNotBe(Fingerprint("HR.create_employee", "[1]", "{\"a\":1}"));

    [Fact]
    public void CountsAbsentArgumentsAsEmptyOnes()
    {
        var expected = SHA256.HashData("""{"args":[],"kwargs":{},"method":"A.b"}"""u8);

        CanonicalJson.Fingerprint("A.b", default, default).ShouldBe(expected);
        Fingerprint("A.b", "[]", "{}").ShouldBe(expected);
    }

    private static byte[] Fingerprint(string method, string args, string kwargs) =>
        CanonicalJson.Fingerprint(method, Encoding.UTF8.GetBytes(args), Encoding.UTF8.GetBytes(kwargs));

    private static string Canonical(string json)
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(output, Encoding.UTF8.GetBytes(json));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
