using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Application.Registry;

/// <summary>
/// Registers a session of the user, or renews it, for 90 seconds. The first session of a user brings them online, which is published once as
/// <c>presence.online</c>.
/// </summary>
[RpcMethod("REGISTRY.register_user"), AllowsAnyCaller("sessions belong to users and not to a company")]
public sealed record RegisterUser(string UserId, string SessionId) : ICommand<RegisteredUser>, IUserOwned, IOutsideStore
{
    /// <summary>Where the caller's own back end serves the session; absent, the last one stays.</summary>
    public string? BackendRoute { get; init; }

    string IUserOwned.Owner => UserId;
}

public sealed record RegisteredUser(bool Success, string UserId, string SessionId, int TtlSeconds);

internal sealed class RegisterUserValidator : AbstractValidator<RegisterUser>
{
    public const int RouteMaxLength = 500;

    public RegisterUserValidator()
    {
        RuleFor(c => c.UserId).UserId();
        RuleFor(c => c.SessionId).SessionId();
        RuleFor(c => c.BackendRoute).MaximumLength(RouteMaxLength);
    }
}

internal sealed class RegisterUserHandler(ISessionRegistry sessions) : IRequestHandler<RegisterUser, RegisteredUser>
{
    public async Task<RegisteredUser> Handle(RegisterUser command, CancellationToken ct)
    {
        await sessions.RegisterAsync(command.UserId, command.SessionId, command.BackendRoute, ct);
        return new RegisteredUser(true, command.UserId, command.SessionId, (int)ISessionRegistry.TimeToLive.TotalSeconds);
    }
}
