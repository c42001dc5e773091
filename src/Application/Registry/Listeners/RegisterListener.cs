using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry.Listeners;

/// <summary>Tells that a listener runs for the user, for 90 seconds; called again, it renews the listener with what is said of it now.</summary>
[RpcMethod("REGISTRY.register_listener"), AllowsAnyCaller("listeners belong to users and not to a company")]
public sealed record RegisterListener(string UserId, string ListenerType) : ICommand<RegisteredListener>, IListenerCall, IOutsideStore
{
    public string? SpaceCode { get; init; }

    public string? ThreadKey { get; init; }

    /// <summary>How it runs, in the words of whoever runs it.</summary>
    public string? Mode { get; init; }

    public string? SessionId { get; init; }

    /// <summary>Where it runs.</summary>
    public string? BackendRoute { get; init; }

    string IUserOwned.Owner => UserId;
}

/// <summary>The listener's id among those of the user; <c>status</c> is <c>registered</c> or, when it was there, <c>renewed</c>.</summary>
public sealed record RegisteredListener(bool Success, string ListenerId, string Status, int TtlSeconds);

internal sealed class RegisterListenerValidator : ListenerRules<RegisterListener>
{
    private const int TextMaxLength = 500;

    public RegisterListenerValidator()
    {
        RuleFor(c => c.Mode).MaximumLength(TextMaxLength);
        RuleFor(c => c.SessionId).SessionId();
        RuleFor(c => c.BackendRoute).MaximumLength(TextMaxLength);
    }
}

internal sealed class RegisterListenerHandler(IListenerRegistry listeners) : IRequestHandler<RegisterListener, RegisteredListener>
{
    public async Task<RegisteredListener> Handle(RegisterListener command, CancellationToken ct)
    {
        var entry = new ListenerEntry(command.ListenerType, command.SpaceCode, command.ThreadKey)
        {
            Mode = command.Mode,
            SessionId = command.SessionId,
            BackendRoute = command.BackendRoute,
        };
        var renewed = await listeners.PutAsync(command.UserId, entry, ct);
        var seconds = (int)IListenerRegistry.TimeToLive.TotalSeconds;
        return new RegisteredListener(true, entry.Id, renewed ? "renewed" : "registered", seconds);
    }
}
