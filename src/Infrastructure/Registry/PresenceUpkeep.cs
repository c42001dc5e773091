using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Registry;

/// <summary>
/// Brings what this replica knows into the store: what its sockets do, and everything once more when the store may have forgotten it.
/// What cannot be told while the store is away is told on its return.
/// </summary>
internal sealed partial class PresenceUpkeep(
    IPresenceStore store,
    PresenceEdges edges,
    KnownSessions known,
    PresenceTimes times,
    TimeProvider clock,
    ILogger<PresenceUpkeep> log
) : BackgroundService
{
    private const int AtOnce = 128;
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(2);

    private readonly Channel<KnownSession> _changed = Channel.CreateUnbounded<KnownSession>(new() { SingleReader = true });
    private readonly HashSet<KnownSession> _waiting = [];
    private long? _epoch;
    private bool _away;
    private long _lost;

    public void Enqueue(KnownSession session) => _changed.Writer.TryWrite(session);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var changed = store.Changed;
                NoteEpoch();
                var told = await TellAsync(stoppingToken);
                await WaitAsync(changed, told, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The sockets have been closed by now; the others need not wait until they fall silent.
            using var last = new CancellationTokenSource(s_lastWords, clock);
            await TellAsync(last.Token);
        }
    }

    private void NoteEpoch()
    {
        var epoch = store.Epoch;
        if (epoch == _epoch)
        {
            return;
        }

        if (!_away)
        {
            _lost = known.Now;
        }

        _away = epoch is null;
        if (epoch is not null)
        {
            TellAllAnew();
            _epoch = epoch;
        }
    }

    private void TellAllAnew()
    {
        var all = known.All.Where(session => session.Ended == 0 || session.WasEndedHere).ToList();
        foreach (var session in all)
        {
            session.Doubt();
            _waiting.Add(session);
        }

        if (all.Count > 0)
        {
            LogAnew(all.Count);
        }
    }

    /// <summary>False when something has to wait.</summary>
    private async Task<bool> TellAsync(CancellationToken ct)
    {
        while (_changed.Reader.TryRead(out var session))
        {
            _waiting.Add(session);
        }

        while (_waiting.Count > 0)
        {
            // No session twice at once, so that its end never overtakes its beginning.
            var some = _waiting.Take(AtOnce).ToList();
            var told = await Task.WhenAll(some.Select(session => TryTellAsync(session, ct)));
            foreach (var (session, done) in some.Zip(told))
            {
                if (done)
                {
                    _waiting.Remove(session);
                }
            }

            if (told.Contains(false))
            {
                return false;
            }
        }

        known.ForgetOld();
        return true;
    }

    private async Task<bool> TryTellAsync(KnownSession session, CancellationToken ct)
    {
        try
        {
            await TellAsync(session, ct);
            return true;
        }
        catch (AppException fault) when (fault.Error.Kind == ErrorKind.Unavailable)
        {
            return false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
            return false;
        }
    }

    private async Task TellAsync(KnownSession session, CancellationToken ct)
    {
        if (session.Ended != 0)
        {
            await TellEndAsync(session, ct);
            return;
        }

        if (session.IsStored && (await ApplyAsync(session, new PresenceStep(PresenceStepKind.Renew), ct)).Known)
        {
            known.Confirm(session.UserId);
            return;
        }

        if (!session.IsSocket)
        {
            await store.BindAsync(session.SessionId, session.UserId, ct);
        }

        var step = new PresenceStep(PresenceStepKind.Put)
        {
            Route = session.Route,
            Age = known.Since(session.Seen),
            SinceRegistered = known.Since(session.Registered),
            WasOnline = session.WasStored || known.WasOnline(session.UserId),
        };
        await store.MarkAsync(session.UserId, ct);
        await ApplyAsync(session, step, ct);
        session.Store();
        known.Confirm(session.UserId);
    }

    private async Task TellEndAsync(KnownSession session, CancellationToken ct)
    {
        // In doubt, it is told with its age: the store may know of something later. Was it within the grace when the store was lost,
        // then nobody told yet that the user left.
        var ended = known.Since(session.Ended);
        var step = session.IsStored
            ? new PresenceStep(PresenceStepKind.Drop)
            : new PresenceStep(PresenceStepKind.Gone)
            {
                Age = ended,
                WasOnline = session.WasStored && ended - known.Since(_lost) < times.Grace,
            };
        await store.MarkAsync(session.UserId, ct);
        await ApplyAsync(session, step, ct);
    }

    private Task<PresenceRecord> ApplyAsync(KnownSession session, PresenceStep step, CancellationToken ct) =>
        edges.ApplyAsync(session.UserId, step with { Key = session.Key }, ct);

    private async Task WaitAsync(Task changed, bool told, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pause = Task.Delay(told ? times.Life : s_retry, clock, ended.Token);
        await (told ? Task.WhenAny(changed, pause, _changed.Reader.WaitToReadAsync(ended.Token).AsTask()) : pause);
        await ended.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    [LoggerMessage(70, LogLevel.Information, "presence: {Count} sessions told anew, for the store may have lost them")]
    private partial void LogAnew(int count);

    [LoggerMessage(71, LogLevel.Error, "presence: a session could not be told, and is tried again")]
    private partial void LogFailed(Exception fault);
}
