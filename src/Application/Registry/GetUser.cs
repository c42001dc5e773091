using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry;

/// <summary>Whether a user is online, and their sessions on all replicas, oldest first.</summary>
[RpcMethod("REGISTRY.get_user"), AllowsAnyCaller("presence belongs to users and not to a company")]
public sealed record GetUser(string UserId) : IQuery<UserPresence>, IUserOwned
{
    string IUserOwned.Owner => UserId;
}

/// <summary>A user's presence; <c>last_seen</c> is null while they are offline.</summary>
public sealed record UserPresence(string UserId, bool Online, DateTimeOffset? LastSeen, IReadOnlyList<SessionView> Sessions);

internal sealed class GetUserValidator : AbstractValidator<GetUser>
{
    public GetUserValidator() => RuleFor(q => q.UserId).UserId();
}

internal sealed class GetUserHandler(IPresenceReader presence) : IRequestHandler<GetUser, UserPresence>
{
    public async Task<UserPresence> Handle(GetUser query, CancellationToken ct)
    {
        var sessions = await presence.SessionsAsync(query.UserId, ct);
        DateTimeOffset? seen = sessions.Count > 0 ? sessions.Max(session => session.LastSeen) : null;
        return new UserPresence(query.UserId, sessions.Count > 0, seen, sessions);
    }
}
