using Pinnokio.Infrastructure.InProcess;
using Pinnokio.Infrastructure.Tests.Registry;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.InProcess;

public sealed class InProcessSessionRegistryTests : SessionRegistryTests
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(50);
    private readonly FakeTimeProvider _clock = new();
    private readonly InProcessPresenceStore _store;
    private readonly InProcessLeases _leases;

    public InProcessSessionRegistryTests()
    {
        _store = new InProcessPresenceStore(Short, _clock);
        _leases = new InProcessLeases(_clock);
    }

    protected override TimeProvider Clock => _clock;

    protected override void LetTimePass() => _clock.Advance(_step);

    [Fact]
    public async Task ForgetsSessionsThatFellSilent()
    {
        for (var session = 0; session < 10; session++)
        {
            await _store.BindAsync($"tab-{session}", "user", Never);
            _clock.Advance(Short.Life);
        }

        _store.Held.ShouldBe(1);
    }

    private protected override Task<PresenceReplica> StartReplicaAsync() => PresenceReplica.StartAsync(_store, _leases, Bus, Short, _clock);
}
