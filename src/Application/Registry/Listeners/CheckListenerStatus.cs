using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry.Listeners;

/// <summary>Whether a listener runs for the user, and what was told of it.</summary>
[RpcMethod("REGISTRY.check_listener_status"), AllowsAnyCaller("listeners belong to users and not to a company")]
public sealed record CheckListenerStatus(string UserId, string ListenerType) : IQuery<ListenerStatus>, IListenerCall
{
    public string? SpaceCode { get; init; }

    public string? ThreadKey { get; init; }

    string IUserOwned.Owner => UserId;
}

/// <summary>The listener is null, and <c>status</c> is <c>inactive</c> and not <c>active</c>, when none runs.</summary>
public sealed record ListenerStatus(bool Active, string Status, ListenerView? Listener);

internal sealed class CheckListenerStatusValidator : ListenerRules<CheckListenerStatus>;

internal sealed class CheckListenerStatusHandler(IListenerRegistry listeners) : IRequestHandler<CheckListenerStatus, ListenerStatus>
{
    public async Task<ListenerStatus> Handle(CheckListenerStatus query, CancellationToken ct)
    {
        var id = ListenerEntry.IdOf(query.ListenerType, query.SpaceCode, query.ThreadKey);
        var found = (await listeners.ListAsync(query.UserId, ct)).FirstOrDefault(listener => listener.ListenerId == id);
        return new ListenerStatus(found is not null, found is not null ? "active" : "inactive", found);
    }
}
