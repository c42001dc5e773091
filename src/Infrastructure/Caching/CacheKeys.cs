using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>The bookkeeping keys beside the shared entry keys, and the text form of a tag.</summary>
internal static class CacheKeys
{
    /// <summary>A key under which nothing ever lies.</summary>
    public const string Nothing = "cache:nothing";

    public static string Version(CacheTag tag) => $"cache:version:{tag.CompanyId}:hr:{tag.DataType}";

    public static string Index(Guid companyId) => $"cache:index:{companyId}";

    /// <summary>A tag as a row of the invalidations table holds it.</summary>
    public static string Text(CacheTag tag) => $"{tag.CompanyId}|{tag.DataType}";

    public static bool TryParseTag(string text, out CacheTag tag)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        var parsed = bar > 0 & Guid.TryParse(text.AsSpan(0, Math.Max(bar, 0)), out var companyId);
        tag = parsed ? new CacheTag(companyId, text[(bar + 1)..]) : default;
        return parsed && tag.DataType.Length > 0;
    }
}
