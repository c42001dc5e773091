using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>A bus that only tells where streams end: each time further, or when a test says so.</summary>
internal sealed class ScriptedTails : IEventBus
{
    public int Asked { get; private set; }

    public TaskCompletionSource<StreamPosition>? Answer { get; set; }

    public Task<StreamPosition> TailAsync(string userId, CancellationToken ct)
    {
        Asked++;
        return Answer?.Task ?? Task.FromResult(new StreamPosition(1, Asked));
    }

    public Task<PublishedEvent> PublishAsync(NewEvent message, CancellationToken ct) => throw new NotSupportedException();

    public Task<StreamRead> ReadAsync(string userId, StreamPosition? after, int limit, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task<IAsyncDisposable> FollowAsync(string userId, IStreamListener listener, CancellationToken ct) =>
        throw new NotSupportedException();
}
