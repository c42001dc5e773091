using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>The sessions that callers register by themselves. What succeeds is known here from then on.</summary>
internal sealed class SessionRegistry(IPresenceStore store, PresenceEdges edges, KnownSessions known) : ISessionRegistry
{
    public async Task RegisterAsync(string userId, string sessionId, string? backendRoute, CancellationToken ct)
    {
        var before = await store.UserOfAsync(sessionId, ct);
        if (before is not null && before != userId)
        {
            await DropAsync(before, sessionId, ct); // another user signed in where this one was
        }

        await store.MarkAsync(userId, ct);
        await store.BindAsync(sessionId, userId, ct);
        var step = new PresenceStep(PresenceStepKind.Put)
        {
            Key = sessionId,
            Route = backendRoute ?? "",
            WasOnline = known.WasOnline(userId),
        };
        await edges.ApplyAsync(userId, step, ct);
        known.Add(userId, sessionId, holder: null, backendRoute).Store();
        known.Confirm(userId);
    }

    public async Task<bool> BeatAsync(string sessionId, CancellationToken ct)
    {
        var session = known.Find(sessionId);
        session?.See(known.Now); // should the store be away, this is what it hears on its return
        if (session is not null && await RenewAsync(session.UserId, sessionId, ct))
        {
            return true;
        }

        var userId = await store.UserOfAsync(sessionId, ct);
        if (userId is not null && userId != session?.UserId && await RenewAsync(userId, sessionId, ct))
        {
            known.Add(userId, sessionId, holder: null, route: null).Store();
            return true;
        }

        session?.End(known.Now, here: false);
        return false;
    }

    public async Task<bool> UnregisterAsync(string sessionId, CancellationToken ct)
    {
        var userId = await store.UserOfAsync(sessionId, ct) ?? known.Find(sessionId)?.UserId;
        return userId is not null && await DropAsync(userId, sessionId, ct);
    }

    private async Task<bool> RenewAsync(string userId, string sessionId, CancellationToken ct)
    {
        if (!(await edges.ApplyAsync(userId, new PresenceStep(PresenceStepKind.Renew) { Key = sessionId }, ct)).Known)
        {
            return false;
        }

        await store.BindAsync(sessionId, userId, ct);
        known.Confirm(userId);
        return true;
    }

    private async Task<bool> DropAsync(string userId, string sessionId, CancellationToken ct)
    {
        await store.MarkAsync(userId, ct);
        var record = await edges.ApplyAsync(userId, new PresenceStep(PresenceStepKind.Drop) { Key = sessionId }, ct);
        await store.BindAsync(sessionId, null, ct);
        (known.Find(sessionId) ?? known.Add(userId, sessionId, holder: null, route: null)).End(known.Now, here: true);
        return record.Known;
    }
}
