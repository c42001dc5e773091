using System.Collections.Concurrent;
using Pinnokio.Api.Tests.Faults;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>Redis fails below open sockets while events flow: what was published is received, or its loss is announced soon after the return.</summary>
[Collection(RealServers.Name)]
public sealed class RedisOutageTests : IAsyncLifetime
{
    private static readonly int s_users = TwoReplicas.Size(200, 1_000);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_blackHole = TimeSpan.FromSeconds(TwoReplicas.Size(4, 10));

    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly ConcurrentDictionary<string, ConcurrentBag<int>> _published = [];
    private TwoReplicas _replicas = null!;
    private Follower[] _followers = [];
    private Task _publishing = Task.CompletedTask;
    private volatile bool _enough;

    public async Task InitializeAsync()
    {
        _replicas = await TwoReplicas.StartAsync();
        _followers =
        [
            .. Enumerable.Range(0, s_users).Select(n => new Follower($"user-{_run}-{n}", _replicas.Addresses, turn: n % 2).Start()),
        ];
        await Task.WhenAll(_followers.Select(follower => follower.Ready)).WaitAsync(TimeSpan.FromMinutes(2));
        _publishing = Task.Run(PublishAsync);
        await Eventually.HoldsAsync(() => _followers.Sum(follower => follower.Numbers.Count) >= s_users);
    }

    public async Task DisposeAsync()
    {
        _enough = true;
        await _publishing;
        await Task.WhenAll(_followers.Select(follower => follower.DisposeAsync().AsTask()));
        await _replicas.DisposeAsync();
    }

    [Fact]
    public async Task IsToldToAll_WhenRedisComesBackEmpty()
    {
        await _replicas.Redis.KillAsync();
        await CallsAreAnsweredAsync();
        await _replicas.Redis.StartAsync();

        await Eventually.HoldsAsync(() => _followers.All(follower => follower.Gaps > 0), s_bound);
        await SettlesAsync();
        _followers.ShouldAllBe(follower => follower.Connections == 1);
    }

    [Fact]
    public async Task CostsNothing_WhenSubscriptionsAreKilled()
    {
        for (var i = 0; i < 3; i++)
        {
            await _replicas.Redis.CommandAsync("CLIENT KILL TYPE pubsub");
            var before = _followers.Sum(follower => follower.Numbers.Count);
            await Eventually.HoldsAsync(() => _followers.Sum(follower => follower.Numbers.Count) > before + 100, s_bound);
        }

        await SettlesAsync();
        _followers.ShouldAllBe(follower => follower.Gaps == 0 && follower.Connections == 1);
    }

    [Fact]
    public async Task CostsNothing_WhenRedisIsABlackHoleForAWhile()
    {
        using var pause = new PeriodicTimer(s_blackHole);
        _replicas.Redis.Pause();
        await pause.WaitForNextTickAsync();
        await CallsAreAnsweredAsync();
        _replicas.Redis.Resume();

        await SettlesAsync();
        _followers.ShouldAllBe(follower => follower.Gaps == 0 && follower.Connections == 1);
    }

    private async Task CallsAreAnsweredAsync()
    {
        foreach (var replica in _replicas.Replicas)
        {
            (await replica.Client.RpcAsync("HR.check_connection")).Ok.ShouldBeTrue();
        }
    }

    /// <summary>Ends the publishing; within the bound each client has everything, or was told that it has not.</summary>
    private async Task SettlesAsync()
    {
        _enough = true;
        await _publishing;
        await Eventually.PassesAsync(
            () =>
            {
                foreach (var follower in _followers)
                {
                    var missing = _published.GetValueOrDefault(follower.User, []).Except(follower.Numbers);
                    (follower.Gaps > 0 || !missing.Any()).ShouldBeTrue($"{follower.User} misses {string.Join(',', missing)} unannounced");
                }

                return Task.CompletedTask;
            },
            s_bound
        );
        foreach (var follower in _followers)
        {
            var places = follower.Ids.Select(id => StreamPosition.TryParse(id, out var place) ? place : default).ToArray();
            places.Zip(places.Skip(1)).ShouldAllBe(two => two.Second.IsAfter(two.First) || two.Second.Epoch > two.First.Epoch);
        }
    }

    /// <summary>About 200 events per second, each to the next user, by callers that do not wait for each other; notes those that were acknowledged.</summary>
    private async Task PublishAsync()
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var calls = new List<Task>();
        for (var number = 0; !_enough; number++)
        {
            calls.Add(PublishAsync(_followers[number % s_users].User, number));
            if (number % 10 == 9)
            {
                calls.RemoveAll(call => call.IsCompletedSuccessfully);
                await pace.WaitForNextTickAsync();
            }
        }

        await Task.WhenAll(calls);
    }

    private async Task PublishAsync(string user, int number)
    {
        if (await _replicas.PublishAsync(number % 2, user, number) is not null)
        {
            _published.GetOrAdd(user, _ => []).Add(number);
        }
    }
}
