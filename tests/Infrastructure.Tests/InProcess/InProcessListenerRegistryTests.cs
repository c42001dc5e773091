using Pinnokio.Application.Registry.Listeners;
using Pinnokio.Infrastructure.InProcess;
using Pinnokio.Infrastructure.Tests.Registry;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.InProcess;

public sealed class InProcessListenerRegistryTests : ListenerRegistryTests
{
    private readonly FakeTimeProvider _clock = new();

    public InProcessListenerRegistryTests() => Listeners = new InProcessListenerRegistry(_clock);

    protected override IListenerRegistry Listeners { get; }

    protected override Task AgeAsync()
    {
        _clock.Advance(IListenerRegistry.TimeToLive);
        return Task.CompletedTask;
    }
}
