using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>The sockets' sessions: noted here at once, told to the store behind the socket's back.</summary>
internal sealed class SocketSessions(KnownSessions known, PresenceUpkeep upkeep) : ISocketSessions
{
    public ISocketSession Open(string userId, string sessionId)
    {
        var session = known.Add(userId, sessionId, holder: Guid.NewGuid().ToString("N"), route: null);
        upkeep.Enqueue(session);
        return new Share(session, known, upkeep);
    }

    private sealed class Share(KnownSession session, KnownSessions known, PresenceUpkeep upkeep) : ISocketSession
    {
        public void Seen()
        {
            session.See(known.Now);
            upkeep.Enqueue(session);
        }

        public ValueTask DisposeAsync()
        {
            if (session.Ended == 0)
            {
                session.End(known.Now, here: true);
                upkeep.Enqueue(session);
            }

            return ValueTask.CompletedTask;
        }
    }
}
