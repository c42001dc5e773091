namespace Pinnokio.Application.Registry.Contracts;

/// <summary>One-time tickets with which a browser, which has no service token, opens a socket on any replica.</summary>
public interface ITickets
{
    static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(60);

    Task<string> IssueAsync(string userId, string sessionId, CancellationToken ct);

    /// <summary>Takes the ticket, so that it works once; null when it is unknown, used or too old.</summary>
    Task<Ticket?> TakeAsync(string ticket, CancellationToken ct);
}

public sealed record Ticket(string UserId, string SessionId);
