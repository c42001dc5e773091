using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.InProcess;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.InProcess;

public sealed class InProcessKeyspaceTests
{
    private static readonly CacheTag _tag = new(Guid.NewGuid(), "employees");
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void DropsTheOldest_WhenFull()
    {
        var keyspace = new InProcessKeyspace(_clock) { Limit = 10_000 };
        for (var number = 0; number < 100; number++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            keyspace.Set($"key-{number}", _tag, new byte[1_000], _hour);
        }

        keyspace.Get("key-99").ShouldNotBeNull();
        keyspace.Get("key-0").ShouldBeNull();
        keyspace.LivingOf(_tag.CompanyId).Sum(entry => entry.Value.Length).ShouldBeInRange(5_000, 10_000);
    }

    [Fact]
    public void DropsWhatExpiredFirst_WhenFull()
    {
        var keyspace = new InProcessKeyspace(_clock) { Limit = 10_000 };
        keyspace.Set("oldest", _tag, new byte[1_000], _hour);
        keyspace.Set("expired", _tag, new byte[5_000], TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(2));
        keyspace.Set("newest", _tag, new byte[4_000], _hour);
        keyspace.Get("oldest").ShouldNotBeNull();
        keyspace.Get("newest").ShouldNotBeNull();
        keyspace.Get("expired").ShouldBeNull();
    }

    [Fact]
    public void CountsReplacedAndRemovedKeysOnce()
    {
        var keyspace = new InProcessKeyspace(_clock) { Limit = 10_000 };
        keyspace.Set("kept", _tag, new byte[1_000], _hour);
        for (var round = 0; round < 100; round++)
        {
            keyspace.Set("replaced", _tag, new byte[1_000], _hour);
            keyspace.Set("removed", _tag, new byte[1_000], _hour);
            keyspace.Remove("removed");
        }

        keyspace.Get("kept").ShouldNotBeNull();
        keyspace.Get("replaced").ShouldNotBeNull();
    }

    [Fact]
    public void GivesEveryoneTheFirstValue_UntilItExpires()
    {
        var keyspace = new InProcessKeyspace(_clock);
        var first = keyspace.GetOrSet("key", _tag, _ => true, [1], _hour);
        keyspace.GetOrSet("key", _tag, _ => true, [2], _hour).ShouldBeSameAs(first);
        _clock.Advance(_hour);
        keyspace.GetOrSet("key", _tag, _ => true, [3], _hour).ShouldBe([3]);
    }
}
