using System.Collections.Concurrent;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>Writes down what the hub tells of its sockets' sessions.</summary>
internal sealed class ScriptedSessions : ISocketSessions
{
    public ConcurrentQueue<string> Told { get; } = [];

    public ISocketSession Open(string userId, string sessionId)
    {
        Told.Enqueue($"open {userId} {sessionId}");
        return new Session(this, sessionId);
    }

    private sealed class Session(ScriptedSessions all, string sessionId) : ISocketSession
    {
        public void Seen() => all.Told.Enqueue($"seen {sessionId}");

        public ValueTask DisposeAsync()
        {
            all.Told.Enqueue($"end {sessionId}");
            return ValueTask.CompletedTask;
        }
    }
}
