using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary>Where no registry keeps the sessions of sockets.</summary>
internal sealed class NoSessions : ISocketSessions, ISocketSession
{
    public ISocketSession Open(string userId, string sessionId) => this;

    public void Seen() { }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
