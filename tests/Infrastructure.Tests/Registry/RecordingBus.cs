using System.Collections.Concurrent;
using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Infrastructure.Tests.Registry;

/// <summary>Keeps what is published, each event id of a user once, as the event bus of all replicas does.</summary>
internal sealed class RecordingBus : IEventBus
{
    private readonly ConcurrentQueue<NewEvent> _published = new();
    private readonly ConcurrentDictionary<string, bool> _ids = new();

    /// <summary>Nothing is taken, as while the store is away.</summary>
    public bool IsAway { get; set; }

    public IReadOnlyCollection<NewEvent> Published => _published;

    /// <summary>The types of a user's events, in order.</summary>
    public string[] TypesOf(string userId) => [.. _published.Where(e => e.UserId == userId).Select(TypeOf)];

    public Task<PublishedEvent> PublishAsync(NewEvent message, CancellationToken ct)
    {
        if (IsAway)
        {
            throw new AppException(AppError.Unavailable("Redis"));
        }

        var isNew = _ids.TryAdd($"{message.UserId} {message.EventId}", true);
        if (isNew)
        {
            _published.Enqueue(message);
        }

        return Task.FromResult(new PublishedEvent(default, Duplicate: !isNew));
    }

    public Task<StreamPosition> TailAsync(string userId, CancellationToken ct) => throw new NotSupportedException();

    public Task<StreamRead> ReadAsync(string userId, StreamPosition? after, int limit, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task<IAsyncDisposable> FollowAsync(string userId, IStreamListener listener, CancellationToken ct) =>
        throw new NotSupportedException();

    private static string TypeOf(NewEvent message)
    {
        using var json = JsonDocument.Parse(message.Json);
        return json.RootElement.GetProperty("type").GetString()!;
    }
}
