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
    private readonly Action _changed;
    private int _unanswered;
    private volatile bool _lost;
    private volatile bool _hung;

    private RedisLink(ConnectionMultiplexer multiplexer, long epoch, Action changed)
    {
        _multiplexer = multiplexer;
        _changed = changed;
        Epoch = epoch;
        Database = multiplexer.GetDatabase();
        multiplexer.ConnectionFailed += (_, _) => Lose();
    }

    /// <summary>Differs from that of every other link.</summary>
    public long Epoch { get; }

    public IDatabase Database { get; }

    public bool IsLost => _lost;

    /// <summary>Whether calls are worth making: the breaker is closed.</summary>
    public bool IsUsable => !_lost && !_hung;

    public static async Task<RedisLink> OpenAsync(RedisOptions options, long epoch, Action changed)
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(Configure(options));
        // Replies are independent of each other here. Subscriptions need their order and take a multiplexer of their own.
        multiplexer.PreserveAsyncOrder = false;
        multiplexer.IncludeDetailInExceptions = false;
        var link = new RedisLink(multiplexer, epoch, changed);
        if (!multiplexer.IsConnected)
        {
            link.Lose();
        }

        return link;
    }

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

    private void Lose()
    {
        if (!_lost)
        {
            _lost = true;
            _changed();
        }
    }

    private static ConfigurationOptions Configure(RedisOptions options) =>
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
            CommandMap = CommandMap.Create(["SUBSCRIBE", "PSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE"], available: false),
        };
}
