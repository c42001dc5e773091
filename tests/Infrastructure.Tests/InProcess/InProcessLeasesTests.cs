using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.InProcess;
using Pinnokio.Infrastructure.Tests.Leases;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.InProcess;

public sealed class InProcessLeasesTests : LeasesTests
{
    private readonly InProcessLeases _leases = new(new FakeTimeProvider());

    protected override ILeases Leases => _leases;

    [Fact]
    public async Task CountsWhatIsHeld()
    {
        var held = await AcquireAsync(_leases, "one");
        await using var other = await AcquireAsync(_leases, "other");
        _leases.Held.ShouldBe(2);
        await held.DisposeAsync();
        _leases.Held.ShouldBe(1);
    }
}
