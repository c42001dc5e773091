using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>The cache's log lines that both adapters write.</summary>
internal static partial class CacheLog
{
    private const int TagsNamed = 10;

    [LoggerMessage(30, LogLevel.Debug, "[HR_CACHE] STORE {DataType} company={CompanyId} bytes={Bytes}")]
    public static partial void Stored(this ILogger log, string dataType, Guid companyId, int bytes);

    [LoggerMessage(31, LogLevel.Debug, "[HR_CACHE] not stored, too large: {DataType} company={CompanyId} bytes={Bytes}")]
    public static partial void TooLarge(this ILogger log, string dataType, Guid companyId, int bytes);

    public static void Invalidated(this ILogger log, IReadOnlyCollection<CacheTag> tags)
    {
        if (log.IsEnabled(LogLevel.Debug))
        {
            var named = string.Join(", ", tags.Take(TagsNamed).Select(tag => $"{tag.DataType} company={tag.CompanyId}"));
            Invalidated(log, tags.Count > TagsNamed ? $"{named} and {tags.Count - TagsNamed} more" : named);
        }
    }

    [LoggerMessage(32, LogLevel.Debug, "[HR_CACHE] INVALIDATE {Tags}", SkipEnabledCheck = true)]
    private static partial void Invalidated(ILogger log, string tags);
}
