using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.CacheAdmin;

/// <summary>Drops what the cache holds of a company, or of one data type of it: the next reads load anew.</summary>
[RpcMethod("HR.refresh_cache"), RequiresPermission(Permissions.HrRead)]
public sealed record RefreshCache(Guid CompanyId, string? DataType = null)
    : ICommand<RefreshedCache>,
        ICompanyScoped,
        IUserScoped,
        IInvalidates
{
    public string? FirebaseUserId { get; init; }

    IReadOnlyList<CacheTag> IInvalidates.Invalidates =>
        DataType is { } one ? [new(CompanyId, one)] : [.. HrCache.DataTypes.Select(t => new CacheTag(CompanyId, t))];
}

public sealed record RefreshedCache(bool Success, IReadOnlyDictionary<string, int> Dropped);

internal sealed class RefreshCacheValidator : AbstractValidator<RefreshCache>
{
    public RefreshCacheValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.DataType)
            .Must(t => t is null || HrCache.DataTypes.Contains(t))
            .WithMessage($"data_type must be one of {string.Join(", ", HrCache.DataTypes)}.");
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class RefreshCacheHandler(ICacheStore cache) : IRequestHandler<RefreshCache, RefreshedCache>
{
    public async Task<RefreshedCache> Handle(RefreshCache command, CancellationToken ct)
    {
        // The entries go with the invalidation that follows the commit; here they are only counted.
        var stats = await cache.StatsAsync(command.CompanyId, ct);
        var dropped = HrCache
            .DataTypes.Where(t => command.DataType is null || t == command.DataType)
            .ToDictionary(t => t, t => stats.TryGetValue(t, out var type) ? type.Entries : 0);
        return new RefreshedCache(true, dropped);
    }
}
