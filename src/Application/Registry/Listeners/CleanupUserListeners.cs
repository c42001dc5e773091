using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry.Listeners;

/// <summary>Forgets all listeners of the user, as when they sign out.</summary>
[RpcMethod("REGISTRY.cleanup_user_listeners"), AllowsAnyCaller("listeners belong to users and not to a company")]
public sealed record CleanupUserListeners(string UserId) : ICommand<RemovedListeners>, IUserOwned, IOutsideStore
{
    string IUserOwned.Owner => UserId;
}

public sealed record RemovedListeners(bool Success, int Removed);

internal sealed class CleanupUserListenersValidator : AbstractValidator<CleanupUserListeners>
{
    public CleanupUserListenersValidator() => RuleFor(c => c.UserId).UserId();
}

internal sealed class CleanupUserListenersHandler(IListenerRegistry listeners) : IRequestHandler<CleanupUserListeners, RemovedListeners>
{
    public async Task<RemovedListeners> Handle(CleanupUserListeners command, CancellationToken ct) =>
        new(true, await listeners.ClearAsync(command.UserId, ct));
}
