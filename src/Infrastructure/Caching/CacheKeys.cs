using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>The bookkeeping keys beside the shared entry keys, and the text form of a tag.</summary>
internal static class CacheKeys
{
    /// <summary>A key under which nothing ever lies.</summary>
    public const string Nothing = "cache:nothing";

    private const char Separator = '\n';

    public static string Version(CacheTag tag) => $"cache:version:{tag.CompanyId}:hr:{tag.DataType}";

    public static string Index(Guid companyId) => $"cache:index:{companyId}";

    /// <summary>The tags of a write as its row of the invalidations table holds them: a line each.</summary>
    public static string Text(IReadOnlyCollection<CacheTag> tags) =>
        string.Join(Separator, tags.Select(tag => $"{tag.CompanyId}|{tag.DataType}"));

    /// <summary>The tags that a row names; a line that is none is passed over.</summary>
    public static IEnumerable<CacheTag> Tags(string text)
    {
        foreach (var line in text.Split(Separator))
        {
            var bar = line.IndexOf('|', StringComparison.Ordinal);
            if (bar > 0 && bar < line.Length - 1 && Guid.TryParse(line.AsSpan(0, bar), out var companyId))
            {
                yield return new CacheTag(companyId, line[(bar + 1)..]);
            }
        }
    }
}
