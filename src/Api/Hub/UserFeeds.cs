using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary>The feeds of the users that have a socket on this replica.</summary>
internal sealed class UserFeeds(IEventBus bus, HubMetrics metrics, TimeProvider clock, ILogger<UserFeed> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (UserFeed Feed, int Members)> _feeds = new(StringComparer.Ordinal);

    /// <summary>The user's feed, started; whoever joins leaves. Fails with UNAVAILABLE while the store is away.</summary>
    public async Task<UserFeed> JoinAsync(string userId, CancellationToken ct)
    {
        UserFeed feed;
        Task start;
        lock (_gate)
        {
            if (_feeds.TryGetValue(userId, out var known))
            {
                feed = known.Feed;
            }
            else
            {
                feed = new UserFeed(userId, bus, metrics, clock, log);
                metrics.Users(1);
            }

            _feeds[userId] = (feed, known.Members + 1);
            start = feed.StartAsync();
        }

        try
        {
            await start.WaitAsync(ct);
            return feed;
        }
        catch
        {
            await LeaveAsync(feed);
            throw;
        }
    }

    public async Task LeaveAsync(UserFeed feed)
    {
        lock (_gate)
        {
            var members = _feeds[feed.UserId].Members - 1;
            if (members > 0)
            {
                _feeds[feed.UserId] = (feed, members);
                return;
            }

            _feeds.Remove(feed.UserId);
            metrics.Users(-1);
        }

        await feed.DisposeAsync();
    }
}
