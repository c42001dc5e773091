using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// One life of the connection to the server. The client reconnects by itself, but a server that was away may be another one, or one with
/// old data, and 1.2.6 is known to get stuck (StackExchange.Redis issues 559 and 871); so a link that was lost stays lost, and a new one is opened.
/// </summary>
internal sealed class RedisLink
{
    /// <summary>Unanswered calls in a row after which nobody waits any more: a pause of the server costs a few callers their budget, not all.</summary>
    private const int UnansweredTolerated = 5;
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(2);

    private readonly ConnectionMultiplexer _multiplexer;
    private readonly RedisLinkUse _use;
    private readonly Action _changed;
    private int _unanswered;
    private volatile bool _lost;
    private volatile bool _hung;

    private RedisLink(ConnectionMultiplexer multiplexer, RedisLinkUse use, long epoch, Action changed)
    {
        _multiplexer = multiplexer;
        _use = use;
        _changed = changed;
        Epoch = epoch;
        Database = multiplexer.GetDatabase();
        Subscriber = multiplexer.GetSubscriber();
        multiplexer.ConnectionFailed += (_, _) => Lose();
    }

    /// <summary>Differs from that of every other link.</summary>
    public long Epoch { get; }

    public IDatabase Database { get; }

    public ISubscriber Subscriber { get; }

    public bool IsLost => _lost;

    /// <summary>Whether calls are worth making: the breaker is closed.</summary>
    public bool IsUsable => !_lost && !_hung;

    public static async Task<RedisLink> OpenAsync(RedisOptions options, RedisLinkUse use, long epoch, Action changed)
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(Configure(options, use));
        // Replies to commands are independent of each other; messages of a subscription are not.
        multiplexer.PreserveAsyncOrder = use == RedisLinkUse.Subscriptions;
        multiplexer.IncludeDetailInExceptions = false;
        var link = new RedisLink(multiplexer, use, epoch, changed);
        if (!multiplexer.IsConnected)
        {
            link.Lose();
        }

        return link;
    }

    /// <summary>Asks the server for a sign of life, on the connection that the link is for.</summary>
    public Task PingAsync() => _use == RedisLinkUse.Subscriptions ? Subscriber.PingAsync() : Database.PingAsync();

    /// <summary>A call was answered in time.</summary>
    public void Answered()
    {
        if (Volatile.Read(ref _unanswered) != 0)
        {
            Volatile.Write(ref _unanswered, 0);
        }
    }

    /// <summary>A call was not answered in time, or failed on its way.</summary>
    public void Unanswered()
    {
        if (Interlocked.Increment(ref _unanswered) >= UnansweredTolerated && !_hung)
        {
            _hung = true;
            _changed();
        }
    }

    /// <summary>A refusal is an answer; everything else is silence.</summary>
    public void Note(Exception fault)
    {
        if (fault is RedisServerException)
        {
            Answered();
        }
        else
        {
            Unanswered();
        }
    }

    /// <summary>The server answers again, on the same connection.</summary>
    public void Resume()
    {
        Answered();
        if (_hung)
        {
            _hung = false;
            _changed();
        }
    }

    public async Task CloseAsync()
    {
        Lose();
        try
        {
            // Without waiting for commands in flight: nobody waits for them either.
            await _multiplexer.CloseAsync(allowCommandsToComplete: false);
        }
        catch (Exception)
        {
            // It was on its way out; however that fails, there is nobody to tell.
        }

        _multiplexer.Dispose();
    }

    /// <summary>It is no good any more; its owner opens another.</summary>
    public void Lose()
    {
        if (!_lost)
        {
            _lost = true;
            _changed();
        }
    }

    private static ConfigurationOptions Configure(RedisOptions options, RedisLinkUse use) =>
        new()
        {
            EndPoints = { { options.Host, options.Port } },
            Password = options.Password,
            Ssl = options.Tls,
            SslHost = options.Tls ? options.Host : null,
            DefaultDatabase = options.Database,
            ClientName = "pinnokio",
            ConnectTimeout = (int)s_connectTimeout.TotalMilliseconds,
            ConnectRetry = 1,
            AbortOnConnectFail = true,
            TieBreaker = "",
            ConfigurationChannel = "",
            CommandMap = use == RedisLinkUse.Subscriptions ? CommandMap.Default : s_withoutSubscriptions,
        };

    private static readonly CommandMap s_withoutSubscriptions = CommandMap.Create(
        ["SUBSCRIBE", "PSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE"],
        available: false
    );
}

/// <summary>What a link is for: subscriptions want order among their messages, commands want speed.</summary>
internal enum RedisLinkUse
{
    Commands,
    Subscriptions,
}
