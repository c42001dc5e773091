using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry.Listeners;

/// <summary>Renews a listener for another 90 seconds. Where <c>known</c> is false it has ended: register it again.</summary>
[RpcMethod("REGISTRY.update_listener_heartbeat"), AllowsAnyCaller("listeners belong to users and not to a company")]
public sealed record UpdateListenerHeartbeat(string UserId, string ListenerType) : ICommand<KnownOrNot>, IListenerCall, IOutsideStore
{
    public string? SpaceCode { get; init; }

    public string? ThreadKey { get; init; }

    string IUserOwned.Owner => UserId;
}

internal sealed class UpdateListenerHeartbeatValidator : ListenerRules<UpdateListenerHeartbeat>;

internal sealed class UpdateListenerHeartbeatHandler(IListenerRegistry listeners) : IRequestHandler<UpdateListenerHeartbeat, KnownOrNot>
{
    public async Task<KnownOrNot> Handle(UpdateListenerHeartbeat command, CancellationToken ct)
    {
        var id = ListenerEntry.IdOf(command.ListenerType, command.SpaceCode, command.ThreadKey);
        return new KnownOrNot(true, await listeners.RenewAsync(command.UserId, id, ct));
    }
}
