using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry.Listeners;

/// <summary>Tells that a listener runs no more.</summary>
[RpcMethod("REGISTRY.unregister_listener"), AllowsAnyCaller("listeners belong to users and not to a company")]
public sealed record UnregisterListener(string UserId, string ListenerType) : ICommand<KnownOrNot>, IListenerCall, IOutsideStore
{
    public string? SpaceCode { get; init; }

    public string? ThreadKey { get; init; }

    string IUserOwned.Owner => UserId;
}

internal sealed class UnregisterListenerValidator : ListenerRules<UnregisterListener>;

internal sealed class UnregisterListenerHandler(IListenerRegistry listeners) : IRequestHandler<UnregisterListener, KnownOrNot>
{
    public async Task<KnownOrNot> Handle(UnregisterListener command, CancellationToken ct)
    {
        var id = ListenerEntry.IdOf(command.ListenerType, command.SpaceCode, command.ThreadKey);
        return new KnownOrNot(true, await listeners.RemoveAsync(command.UserId, id, ct));
    }
}
