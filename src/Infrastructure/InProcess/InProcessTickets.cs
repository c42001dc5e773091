using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Infrastructure.Registry;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>Tickets of a replica that is alone.</summary>
internal sealed class InProcessTickets(TimeProvider clock) : ITickets
{
    private readonly Dictionary<string, Ticket> _tickets = new(StringComparer.Ordinal);
    private readonly Queue<(string Hash, DateTimeOffset Expires)> _ages = new();
    private readonly Lock _lock = new();

    public Task<string> IssueAsync(string userId, string sessionId, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var ticket = TicketText.New();
        var hash = TicketText.HashOf(ticket)!;
        lock (_lock)
        {
            Forget();
            _tickets.Add(hash, new Ticket(userId, sessionId));
            _ages.Enqueue((hash, clock.GetUtcNow() + ITickets.TimeToLive));
        }

        return Task.FromResult(ticket);
    }

    public Task<Ticket?> TakeAsync(string ticket, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Forget();
            Ticket? taken = null;
            _ = TicketText.HashOf(ticket) is { } hash && _tickets.Remove(hash, out taken);
            return Task.FromResult(taken);
        }
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        while (_ages.TryPeek(out var oldest) && oldest.Expires <= now)
        {
            _tickets.Remove(_ages.Dequeue().Hash);
        }
    }
}
