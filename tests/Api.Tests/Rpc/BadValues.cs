using System.Text.Json;
using Pinnokio.Api.Rpc;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>What a careless or hostile caller sends in place of an argument, as JSON text.</summary>
internal static class BadValues
{
    /// <summary>Well below the limit of a body, far above that of any argument.</summary>
    private const int TooLong = 900_000;
    private const int DeepButLegal = 50;

    private static readonly string s_tooLong = $"\"{new string('x', TooLong)}\"";
    private static readonly string s_deep = new string('[', DeepButLegal) + new string(']', DeepButLegal);
    private static readonly string[] s_unstorable = ["\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "1e999", "-1e999"];

    /// <summary>Values that no method may take for this argument: it is named and nothing happens.</summary>
    public static IEnumerable<string> Refused(RpcParameter parameter)
    {
        var common = s_unstorable.Append(s_tooLong).Append(s_deep);
        var wrongType = OfWrongType(parameter.ValueType);
        return parameter.AllowsNull ? common.Concat(wrongType) : common.Concat(wrongType).Append("null");
    }

    /// <summary>Values of the right type that a method may take or refuse, but never choke on.</summary>
    public static IEnumerable<string> Odd(RpcParameter parameter)
    {
        var type = parameter.ValueType;
        return type == typeof(string) ? s_oddTexts.Select(text => JsonSerializer.Serialize(text)).Concat(Null(parameter))
            : type == typeof(Guid)
                ? ["\"00000000-0000-0000-0000-000000000000\"", "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"", .. Null(parameter)]
            : type == typeof(DateOnly) ? ["\"0001-01-01\"", "\"9999-12-31\"", "\"1899-12-31\"", "\"2024-02-29\"", .. Null(parameter)]
            : type == typeof(DateTimeOffset) ? ["\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", .. Null(parameter)]
            : type == typeof(decimal)
                ? ["-1", "0", "0.0000000000000000000000000001", "79228162514264337593543950335", "\"6500.005\"", .. Null(parameter)]
            : type == typeof(short) || type == typeof(int) || type == typeof(long) ? ["-1", "0", "32767", .. Null(parameter)]
            : type == typeof(IReadOnlyList<Guid>) ? ["[]", "[\"00000000-0000-0000-0000-000000000000\"]", .. Null(parameter)]
            : type == typeof(JsonElement) ? ["{}", """{"a":{"b":["é",1e300]}}""", .. Null(parameter)]
            : Null(parameter);
    }

    private static readonly string[] s_oddTexts =
    [
        "",
        "   ",
        "🦊 Zoé",
        "'; DROP TABLE hr.employees; --",
        "x' OR '1'='1",
        "%_\\",
        "{{7*7}}${jndi:ldap://x}<script>alert(1)</script>",
        "\u202Egnp.exe",
        "a\r\nb",
        "NULL",
    ];

    private static string[] Null(RpcParameter parameter) => parameter.AllowsNull ? ["null"] : [];

    private static string[] OfWrongType(Type type) =>
        type == typeof(string) ? ["42", "true", "{}", "[\"x\"]"]
        : type == typeof(Guid) ? ["42", "\"\"", "\"not-a-uuid\"", "\"123\"", "{}"]
        : type == typeof(DateOnly)
            ? ["20250101", "\"\"", "\"2025-13-01\"", "\"2025-02-29\"", "\"01.02.2025\"", "\"2025-01-01T00:00:00Z\"", "{}"]
        : type == typeof(DateTimeOffset) ? ["1", "\"\"", "\"yesterday\"", "\"2025-01-01T00:00:00\"", "[]"]
        : type == typeof(bool) ? ["1", "\"true\"", "\"\"", "{}"]
        : type == typeof(decimal) ? ["true", "\"\"", "\"abc\"", "\"NaN\"", "\"Infinity\"", "\"1e3\"", "\" 1\"", "\"1,000\"", "{}", "1e400"]
        : type == typeof(short) || type == typeof(int) || type == typeof(long) ? ["\"x\"", "1.5", "99999999999999999999", "true", "[]"]
        : type == typeof(IReadOnlyList<Guid>) ? ["42", "\"x\"", "{}", "[1]", "[\"x\"]", "[null]"]
        : type == typeof(JsonElement) ? ["\"text\"", "42", "[1]"]
        : throw new InvalidOperationException($"What is wrong for a {type.Name} is not known here.");
}
