using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.References;

/// <summary>What the tests of reference lists ask again and again.</summary>
internal static class ReferenceReads
{
    public static async Task<IReadOnlyList<JsonElement>> RowsAsync(this PinnokioApp app, string method, object? kwargs = null)
    {
        var data = (await app.RpcAsync(method, kwargs)).Data;
        data.GetProperty("source").GetString().ShouldBe("database");
        return [.. data.EnumerateObject().Single(list => list.Name != "source").Value.EnumerateArray()];
    }

    public static IEnumerable<string> Codes(this IEnumerable<JsonElement> rows) => rows.Select(row => row.GetProperty("code").GetString()!);

    public static JsonElement Row(this IEnumerable<JsonElement> rows, string code) =>
        rows.Single(row => row.GetProperty("code").GetString() == code);

    public static string? Text(this JsonElement row, string name) => row.GetProperty(name).GetString();
}
