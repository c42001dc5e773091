using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry;

/// <summary>Users who are online, on all replicas, by user id. A page may hold fewer than the limit and still not be the last one.</summary>
[RpcMethod("REGISTRY.list_online"), AllowsAnyCaller("presence belongs to users and not to a company")]
public sealed record ListOnline : IQuery<OnlineUsers>, IUserOwned
{
    /// <summary>Users per page, 1 to 1000; 100 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    public string? Cursor { get; init; }

    string? IUserOwned.Owner => null;
}

internal sealed class ListOnlineValidator : AbstractValidator<ListOnline>
{
    public ListOnlineValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, 1_000);
        RuleFor(q => q.Cursor).UserId().WithMessage("cursor is not one of this method's.");
    }
}

internal sealed class ListOnlineHandler(IPresenceReader presence) : IRequestHandler<ListOnline, OnlineUsers>
{
    private const int DefaultLimit = 100;

    public Task<OnlineUsers> Handle(ListOnline query, CancellationToken ct) =>
        presence.ListAsync(query.Cursor, query.Limit ?? DefaultLimit, ct);
}
