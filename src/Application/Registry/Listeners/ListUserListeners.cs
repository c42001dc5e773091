using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry.Listeners;

/// <summary>The listeners that run for the user, by id.</summary>
[RpcMethod("REGISTRY.list_user_listeners"), AllowsAnyCaller("listeners belong to users and not to a company")]
public sealed record ListUserListeners(string UserId) : IQuery<UserListeners>, IUserOwned
{
    /// <summary>Only those of this type.</summary>
    public string? ListenerType { get; init; }

    string IUserOwned.Owner => UserId;
}

public sealed record UserListeners(string UserId, int Count, IReadOnlyList<ListenerView> Listeners);

internal sealed class ListUserListenersValidator : AbstractValidator<ListUserListeners>
{
    public ListUserListenersValidator()
    {
        RuleFor(q => q.UserId).UserId();
        RuleFor(q => q.ListenerType).ListenerType();
    }
}

internal sealed class ListUserListenersHandler(IListenerRegistry listeners) : IRequestHandler<ListUserListeners, UserListeners>
{
    public async Task<UserListeners> Handle(ListUserListeners query, CancellationToken ct)
    {
        var all = await listeners.ListAsync(query.UserId, ct);
        var wanted = all.Where(listener => query.ListenerType is null || listener.ListenerType == query.ListenerType).ToList();
        return new UserListeners(query.UserId, wanted.Count, wanted);
    }
}
