using MediatR;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Behaviours;

/// <summary>
/// Serves a query's payload from the shared cache, and keeps what it loaded under the version seen before the load: whatever was written
/// meanwhile has raised that version, so a slow read can never pass for a fresh one.
/// </summary>
internal sealed partial class CachingBehaviour<TRequest, TResponse>(
    ICacheStore cache,
    CacheLoads loads,
    CacheMetrics metrics,
    TimeProvider clock,
    ILogger<CachingBehaviour<TRequest, TResponse>> log
) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICacheable, IRequest<TResponse>
    where TResponse : class, ICachedAnswer<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.Cache is { } spec && cache.Keeps(spec.Tag.DataType)
            ? ThroughCacheAsync(
                spec.ForTodayOnly ? spec with { Until = EndOfToday() } : spec,
                request.ForceRefresh,
                next,
                cancellationToken
            )
            : next();

    private DateTimeOffset EndOfToday() => new(clock.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private async Task<TResponse> ThroughCacheAsync(
        CacheSpec spec,
        bool forceRefresh,
        RequestHandlerDelegate<TResponse> next,
        CancellationToken ct
    )
    {
        var found = await cache.LookUpAsync(spec, ct);
        if (found.IsHit && !forceRefresh)
        {
            metrics.Hit(spec.Tag.DataType);
            Hit(spec.Tag.DataType, spec.Tag.CompanyId);
            return TResponse.FromCache(found.Payload);
        }

        metrics.Miss(spec.Tag.DataType);
        Miss(spec.Tag.DataType, spec.Tag.CompanyId);
        if (found.Version is not { } version)
        {
            // Without a version two loads cannot be told apart in time, so nothing is shared and nothing is kept.
            return await loads.RunAsync(() => next(), ct);
        }

        return forceRefresh
            ? await loads.RunAsync(() => LoadAsync(spec, version, next, ct), ct)
            : await loads.ShareAsync((spec.Key, version), () => LoadAsync(spec, version, next, ct), ct);
    }

    private async Task<TResponse> LoadAsync(CacheSpec spec, string version, RequestHandlerDelegate<TResponse> next, CancellationToken ct)
    {
        var answer = await next();
        if (!answer.Payload.IsAbsent)
        {
            await cache.StoreAsync(spec, version, answer.Payload.Json, ct);
        }

        return answer;
    }

    [LoggerMessage(10, LogLevel.Debug, "[HR_CACHE] HIT {DataType} company={CompanyId}")]
    private partial void Hit(string dataType, Guid companyId);

    [LoggerMessage(11, LogLevel.Debug, "[HR_CACHE] MISS {DataType} company={CompanyId}")]
    private partial void Miss(string dataType, Guid companyId);
}
