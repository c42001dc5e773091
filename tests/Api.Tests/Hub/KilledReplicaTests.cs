using Pinnokio.Api.Tests.Faults;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>One of two replicas is killed with half of the users on it.</summary>
[Collection(RealServers.Name)]
public sealed class KilledReplicaTests
{
    private static readonly int s_users = TwoReplicas.Size(200, 2_000);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task LosesNobodyAnything_AndAllAreBackOnTheOther()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        var run = Guid.NewGuid().ToString("N")[..8];
        var followers = Enumerable
            .Range(0, s_users)
            .Select(n => new Follower($"user-{run}-{n}", replicas.Addresses, turn: n % 2).Start())
            .ToArray();
        await Task.WhenAll(followers.Select(follower => follower.Ready)).WaitAsync(TimeSpan.FromMinutes(2));

        await PublishAsync(1);
        await replicas.Replicas[1].Process.KillAsync();
        var publishing = PublishAsync(2);
        await Eventually.HoldsAsync(() => followers.Where((_, n) => n % 2 == 1).All(f => f.Connections >= 2 && f.IsConnected), s_bound);
        await publishing;
        await PublishAsync(3);

        await Eventually.HoldsAsync(() => followers.All(f => f.Numbers.Count >= 3), s_bound);
        foreach (var follower in followers)
        {
            follower.Numbers.ShouldBe([1, 2, 3]);
            follower.Gaps.ShouldBe(0);
        }

        await Task.WhenAll(followers.Select(follower => follower.DisposeAsync().AsTask()));

        async Task PublishAsync(int number)
        {
            foreach (var some in followers.Chunk(32))
            {
                var ids = await Task.WhenAll(some.Select(follower => replicas.PublishAsync(0, follower.User, number)));
                ids.ShouldAllBe(id => id != null);
            }
        }
    }
}
