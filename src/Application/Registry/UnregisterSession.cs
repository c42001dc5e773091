using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Application.Registry;

/// <summary>
/// Ends a session. When it was the user's last one, and none comes within ten seconds, they are offline, which is published once as
/// <c>presence.offline</c>. An open WebSocket of the session keeps the user online until it closes.
/// </summary>
[RpcMethod("REGISTRY.unregister_session"), AllowsAnyCaller("sessions belong to users and not to a company")]
public sealed record UnregisterSession(string SessionId) : ICommand<KnownOrNot>, IOutsideStore;

internal sealed class UnregisterSessionValidator : AbstractValidator<UnregisterSession>
{
    public UnregisterSessionValidator() => RuleFor(c => c.SessionId).SessionId();
}

internal sealed class UnregisterSessionHandler(
    ISessionRegistry sessions,
    IPresenceReader presence,
    AccessOptions access,
    ICurrentCaller caller
) : IRequestHandler<UnregisterSession, KnownOrNot>
{
    public async Task<KnownOrNot> Handle(UnregisterSession command, CancellationToken ct)
    {
        await presence.RequireOwnAsync(command.SessionId, access, caller, ct);
        return new KnownOrNot(true, await sessions.UnregisterAsync(command.SessionId, ct));
    }
}
