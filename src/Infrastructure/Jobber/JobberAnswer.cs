using System.Text.Json;
using System.Text.Unicode;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>An answer of the jobber, read whole.</summary>
internal sealed record JobberAnswer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    private const int LongestDetail = 300;
    private static readonly string[] s_details = ["detail", "error", "message"];

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>The body as JSON of the kind that is due; fails when it is anything else, or nothing that the store could keep.</summary>
    public JsonElement Json(JsonValueKind kind)
    {
        try
        {
            if (Utf8.IsValid(Body.Span) && JsonElement.Parse(Body.Span) is var json && json.ValueKind == kind && IsStorable(json))
            {
                return json;
            }
        }
        catch (JsonException fault)
        {
            throw JobberErrors.Unreadable(fault);
        }

        throw JobberErrors.Unreadable();
    }

    /// <summary>Why the jobber refuses, in its own words where it has any; one line.</summary>
    public string? Detail()
    {
        try
        {
            var json = Json(JsonValueKind.Object);
            var text = s_details.Select(name => json.TextOrNull(name)).FirstOrDefault(found => !string.IsNullOrWhiteSpace(found));
            return text is null ? null : new string([.. text.Take(LongestDetail).Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);
        }
        catch (Application.Common.AppException)
        {
            return null;
        }
    }

    /// <summary>PostgreSQL holds neither U+0000 nor half a surrogate pair.</summary>
    private static bool IsStorable(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().All(member => IsStorable(member.Name) && IsStorable(member.Value)),
            JsonValueKind.Array => json.EnumerateArray().All(IsStorable),
            JsonValueKind.String => TextOf(json) is { } text && IsStorable(text),
            _ => true,
        };

    private static bool IsStorable(string text) => !text.Contains('\0', StringComparison.Ordinal);

    private static string? TextOf(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException) // half a surrogate pair
        {
            return null;
        }
    }
}
