using System.Text;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Infrastructure.Tests.Events;

/// <summary>Keeps what a stream's listener heard, and sees to it that it hears one thing at a time.</summary>
internal sealed class Listener : IStreamListener
{
    private readonly List<StreamEntry> _entries = [];
    private readonly Lock _lock = new();
    private int _busy;
    private int _interruptions;
    private int _holes;

    public int Interruptions => Volatile.Read(ref _interruptions);

    public int Holes => Volatile.Read(ref _holes);

    public bool WasCalledTwiceAtOnce { get; private set; }

    public IReadOnlyList<StreamEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    public IEnumerable<string> Texts => Entries.Where(entry => !entry.IsMark).Select(entry => Encoding.UTF8.GetString(entry.Json.Span));

    public void OnEntry(StreamEntry entry) =>
        Alone(() =>
        {
            lock (_lock)
                _entries.Add(entry);
        });

    public void OnInterrupted() => Alone(() => Interlocked.Increment(ref _interruptions));

    public void OnBridgeHole() => Alone(() => Interlocked.Increment(ref _holes));

    private void Alone(Action heard)
    {
        WasCalledTwiceAtOnce |= Interlocked.Exchange(ref _busy, 1) == 1;
        heard();
        Volatile.Write(ref _busy, 0);
    }
}
