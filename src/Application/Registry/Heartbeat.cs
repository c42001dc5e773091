using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Application.Registry;

/// <summary>Renews a session for another 90 seconds. Where <c>known</c> is false it has ended: register it again.</summary>
[RpcMethod("REGISTRY.heartbeat"), AllowsAnyCaller("sessions belong to users and not to a company")]
public sealed record Heartbeat(string SessionId) : ICommand<KnownOrNot>, IOutsideStore;

/// <summary>Whether there was such a thing when the call came.</summary>
public sealed record KnownOrNot(bool Success, bool Known);

internal sealed class HeartbeatValidator : AbstractValidator<Heartbeat>
{
    public HeartbeatValidator() => RuleFor(c => c.SessionId).SessionId();
}

internal sealed class HeartbeatHandler(ISessionRegistry sessions, IPresenceReader presence, AccessOptions access, ICurrentCaller caller)
    : IRequestHandler<Heartbeat, KnownOrNot>
{
    public async Task<KnownOrNot> Handle(Heartbeat command, CancellationToken ct)
    {
        await presence.RequireOwnAsync(command.SessionId, access, caller, ct);
        return new KnownOrNot(true, await sessions.BeatAsync(command.SessionId, ct));
    }
}
