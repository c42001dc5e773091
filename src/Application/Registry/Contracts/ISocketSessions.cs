namespace Pinnokio.Application.Registry.Contracts;

/// <summary>
/// The sessions of the sockets that this process serves. Opening one never fails nor waits: while the store is away the session is kept here, and
/// the store hears of it on its return. A session with two sockets, on any replicas, lives until the last one ends.
/// </summary>
public interface ISocketSessions
{
    ISocketSession Open(string userId, string sessionId);
}

/// <summary>One socket's share in its session. Disposing ends it; a socket that is not seen for <see cref="ISessionRegistry.TimeToLive"/> counts as gone.</summary>
public interface ISocketSession : IAsyncDisposable
{
    /// <summary>The socket gave a sign of life.</summary>
    void Seen();
}
