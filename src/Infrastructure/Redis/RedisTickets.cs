using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Infrastructure.Registry;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>Tickets under <c>ticket:&lt;hash&gt;</c>, taken and deleted in one step.</summary>
internal sealed class RedisTickets(RedisCalls calls) : ITickets
{
    private static readonly RedisScript s_take = new(
        """
        local ticket = redis.call('GET', KEYS[1])
        redis.call('DEL', KEYS[1])
        return ticket
        """
    );

    public async Task<string> IssueAsync(string userId, string sessionId, CancellationToken ct)
    {
        var ticket = TicketText.New();
        var bearer = WireJson.Serialize(new Ticket(userId, sessionId));
        await calls.AskAsync(database => database.StringSetAsync(Key(TicketText.HashOf(ticket)!), bearer, ITickets.TimeToLive), ct);
        return ticket;
    }

    public async Task<Ticket?> TakeAsync(string ticket, CancellationToken ct)
    {
        if (TicketText.HashOf(ticket) is not { } hash)
        {
            return null;
        }

        var bearer = (byte[]?)await calls.RunAsync(s_take, [Key(hash)], [], ct);
        return bearer is null ? null : WireJson.Deserialize<Ticket>(bearer);
    }

    private static string Key(string hash) => $"ticket:{hash}";
}
