using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>Hears the messages of a channel or a pattern; must not block.</summary>
internal interface IRedisSubscriber
{
    void OnMessage(RedisChannel channel, byte[] message);

    /// <summary>The subscription is in force again; messages before this may have been missed.</summary>
    void OnInterrupted();
}

/// <summary>
/// This process's subscriptions, over a link of its own that keeps their order. One subscription per channel, whatever the number of its
/// subscribers; a lost link is replaced, and all subscriptions are made again together.
/// </summary>
internal sealed class RedisSubscriptions(RedisConnection connection, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patienceForAll = TimeSpan.FromSeconds(5);

    private readonly Dictionary<RedisChannel, Topic> _topics = [];
    private readonly Lock _lock = new();
    private volatile RedisLink? _link;

    /// <summary>Whether messages are known to come in.</summary>
    public bool IsInForce => _link is { IsUsable: true };

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await connection.StartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await connection.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        connection.Dispose();
        base.Dispose();
    }

    /// <summary>In force when this returns, or, while the server is away, from the first <see cref="IRedisSubscriber.OnInterrupted"/> on.</summary>
    public async Task<IAsyncDisposable> SubscribeAsync(RedisChannel channel, IRedisSubscriber subscriber, CancellationToken ct)
    {
        Topic? topic;
        RedisLink? link;
        lock (_lock)
        {
            link = _link;
            if (!_topics.TryGetValue(channel, out topic))
            {
                _topics.Add(channel, topic = new Topic(channel));
                topic.SubscribeOn(link, this);
            }

            topic.Subscribers = [.. topic.Subscribers, subscriber];
        }

        var subscription = new Subscription(this, topic, subscriber);
        try
        {
            await topic.Subscribed.WaitAsync(s_patience, clock, ct);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            await subscription.DisposeAsync(); // whatever it was: nobody else would end it
            throw;
        }
        catch (Exception)
        {
            link?.Lose(); // the next one will have it
        }

        return subscription;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var changed = connection.Changed;
                if (connection.Link is { IsLost: false } link && link != _link)
                {
                    await RenewAsync(link);
                }

                await changed.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // This process stops; the connection ends with it.
        }
    }

    private async Task RenewAsync(RedisLink link)
    {
        Topic[] topics;
        lock (_lock)
        {
            _link = link;
            topics = [.. _topics.Values];
            foreach (var topic in topics)
            {
                topic.SubscribeOn(link, this);
            }
        }

        try
        {
            await Task.WhenAll(topics.Select(topic => topic.Subscribed)).WaitAsync(s_patienceForAll, clock);
        }
        catch (Exception)
        {
            link.Lose();
            return;
        }

        foreach (var subscriber in topics.SelectMany(topic => topic.Subscribers))
        {
            subscriber.OnInterrupted();
        }
    }

    private void Leave(Topic topic, IRedisSubscriber subscriber)
    {
        lock (_lock)
        {
            topic.Subscribers = [.. topic.Subscribers.Where(other => other != subscriber)];
            if (topic.Subscribers.Length == 0 && _topics.Remove(topic.Channel) && _link is { IsLost: false } link)
            {
                _ = link.Subscriber.UnsubscribeAsync(topic.Channel, flags: CommandFlags.FireAndForget);
            }
        }
    }

    private sealed class Topic(RedisChannel channel)
    {
        public RedisChannel Channel => channel;

        /// <summary>Replaced and never changed, so that it can be read at any time.</summary>
        public IRedisSubscriber[] Subscribers { get; set; } = [];

        public Task Subscribed { get; private set; } = Task.CompletedTask;

        public void SubscribeOn(RedisLink? link, RedisSubscriptions owner)
        {
            if (link is { IsLost: false })
            {
                Subscribed = SubscribeAsync(link, owner);
            }
        }

        private async Task SubscribeAsync(RedisLink link, RedisSubscriptions owner) =>
            await link.Subscriber.SubscribeAsync(channel, (name, message) => Deliver(name, message, owner._link == link));

        private void Deliver(RedisChannel name, byte[]? message, bool isOfPresentLink)
        {
            if (isOfPresentLink && message is not null)
            {
                foreach (var subscriber in Subscribers)
                {
                    subscriber.OnMessage(name, message);
                }
            }
        }
    }

    private sealed class Subscription(RedisSubscriptions owner, Topic topic, IRedisSubscriber subscriber) : IAsyncDisposable
    {
        private int _disposed;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                owner.Leave(topic, subscriber);
            }

            return ValueTask.CompletedTask;
        }
    }
}
