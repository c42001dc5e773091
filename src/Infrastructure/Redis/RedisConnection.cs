using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>Owns the connection to the server: opens it, watches it, and replaces it when it is lost or stays silent.</summary>
internal sealed partial class RedisConnection(RedisOptions options, TimeProvider clock, ILogger<RedisConnection> log) : BackgroundService
{
    private static readonly TimeSpan s_pulse = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_firstRetries = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_justLost = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_answer = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_startWait = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RedisLink? _link;
    private long _epoch;
    private long _silentSince;
    private long _lostAt;
    private bool _away;

    public RedisOptions Options => options;

    public RedisLinkUse Use { get; init; }

    /// <summary>The present connection; it may be lost or hung already.</summary>
    public RedisLink? Link => _link;

    /// <summary>What is known of the server without asking it.</summary>
    public bool IsUp => _link is { IsUsable: true };

    private bool WasJustLost => LikelyBackWithin > TimeSpan.Zero;

    private TimeSpan LikelyBackWithin =>
        _link is { IsLost: true } ? s_justLost
        : Volatile.Read(ref _lostAt) is var at and not 0 ? s_justLost - clock.GetElapsedTime(at)
        : TimeSpan.Zero;

    /// <summary>
    /// A link worth using. One that was lost a moment ago is waited for: a server that is replaced is back soon, and other replicas may find
    /// it earlier than this one.
    /// </summary>
    public async Task<RedisLink?> UsableLinkAsync(TimeSpan patience)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var changed = Changed;
            if (_link is { IsUsable: true } link)
            {
                return link;
            }

            var left = patience - clock.GetElapsedTime(began);
            var wait = left < LikelyBackWithin ? left : LikelyBackWithin;
            if (wait <= TimeSpan.Zero)
            {
                return null;
            }

            await Task.WhenAny(changed, Task.Delay(wait, clock));
        }
    }

    /// <summary>Completes at the next change of the link or its state; take it before looking.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Starts with or without the server, but gives a server that is there the time to be found.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_firstAttempt.Task, Task.Delay(s_startWait, clock, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var changed = Changed;
                var pause = await TendAsync();
                _firstAttempt.TrySetResult();
                await WaitAsync(changed, pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await CloseAsync("this process stops");
        }
    }

    /// <summary>Looks after the link once; returns how long to leave it alone.</summary>
    private async Task<TimeSpan> TendAsync()
    {
        if (_link is { IsLost: true })
        {
            await CloseAsync("the connection was lost");
        }

        if (_link is not { } link)
        {
            return await TryOpenAsync();
        }

        var answer = await PingAsync(link);
        if (answer < options.ReadBudget)
        {
            link.Resume();
            Back();
            _silentSince = 0;
            return s_pulse;
        }

        if (!link.IsUsable)
        {
            Away("it answers too slowly");
        }

        // A dead peer can keep a connection open for a quarter of an hour; a live one takes a new connection.
        _silentSince =
            answer is not null ? 0
            : _silentSince != 0 ? _silentSince
            : clock.GetTimestamp();
        if (_silentSince != 0 && clock.GetElapsedTime(_silentSince) > options.SilenceTolerated)
        {
            await CloseAsync("it does not answer");
        }

        return s_retry;
    }

    private async Task<TimeSpan> TryOpenAsync()
    {
        try
        {
            var link = await RedisLink.OpenAsync(options, Use, ++_epoch, Signal);
            if (await PingAsync(link) is not null)
            {
                _silentSince = 0;
                _link = link;
                Back();
                Signal();
                return s_pulse;
            }

            await link.CloseAsync();
            Away("it does not answer");
        }
        catch (Exception fault)
        {
            Away(fault.Message);
        }

        return WasJustLost ? s_firstRetries : s_retry;
    }

    /// <summary>How long the server took to answer; null when it did not.</summary>
    private async Task<TimeSpan?> PingAsync(RedisLink link)
    {
        var asked = clock.GetTimestamp();
        try
        {
            await link.PingAsync().WaitAsync(s_answer, clock);
            return clock.GetElapsedTime(asked);
        }
        catch (Exception)
        {
            link.Unanswered();
            return null;
        }
    }

    private async Task CloseAsync(string reason)
    {
        if (_link is { } link)
        {
            _link = null;
            Volatile.Write(ref _lostAt, clock.GetTimestamp());
            Signal();
            Away(reason);
            await link.CloseAsync();
        }
    }

    private void Signal() =>
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private async Task WaitAsync(Task changed, TimeSpan pause, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pausing = Task.Delay(pause, clock, ended.Token);
        await (_link is null ? pausing : Task.WhenAny(changed, pausing));
        await ended.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    private void Away(string reason)
    {
        if (!_away)
        {
            _away = true;
            LogAway(Use, options, reason);
        }
    }

    private void Back()
    {
        if (_away)
        {
            _away = false;
            LogBack(Use, options);
        }
    }

    [LoggerMessage(40, LogLevel.Information, "Redis at {Server} is away for {Use}: {Reason}")]
    private partial void LogAway(RedisLinkUse use, RedisOptions server, string reason);

    [LoggerMessage(41, LogLevel.Information, "Redis at {Server} is back for {Use}")]
    private partial void LogBack(RedisLinkUse use, RedisOptions server);
}
