using System.Text.Json;
using Pinnokio.Api.Tests.Faults;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>A client that was cut off comes back to another replica.</summary>
public sealed class ResumeElsewhereTests : IAsyncLifetime
{
    private const int Missed = 500;
    private readonly string _user = $"user-{Guid.NewGuid():N}";
    private TwoReplicas _replicas = null!;

    public async Task InitializeAsync() => _replicas = await TwoReplicas.StartAsync();

    public async Task DisposeAsync() => await _replicas.DisposeAsync();

    [Fact]
    public async Task GetsAllThatItMissedInOrder_ThenWhatIsLive()
    {
        string last;
        await using (var raw = await RawSocket.ConnectAsync(_replicas.Addresses[0], _user))
        {
            await PublishAsync(0, 1);
            last = await IdOfNextEventAsync(raw);
            raw.Reset();
        }

        await PublishAsync(1, Missed);
        await using var back = await ResumeAsync(last);
        (await back.NumbersAsync(Missed)).ShouldBe(Enumerable.Range(1, Missed));
        await back.NextAsync("ready");
        await PublishAsync(Missed + 1, 1);
        (await back.NumbersAsync(1)).ShouldBe([Missed + 1]);

        await using var again = await ResumeAsync(back.Last!);
        await again.NextAsync("ready");
        await PublishAsync(Missed + 2, 1);
        (await again.NumbersAsync(1)).ShouldBe([Missed + 2]);
    }

    [Fact]
    public async Task IsToldOfLostStreams_WhenRedisForgotThem()
    {
        await PublishAsync(1, 3);
        await using var client = await HubClient.ConnectAsync(_replicas.Addresses[0], $"uid={_user}");
        var last = (await client.NextAsync("hello")).GetProperty("position").GetString()!;
        await client.LeaveAsync();
        await PublishAsync(4, 1);
        await _replicas.Redis.FlushAsync();

        (await NotResumedAsync(last)).ShouldBe("stream_lost");
    }

    [Fact]
    public async Task IsToldOfNothingOfAnothers_WhenLastIsTheirs()
    {
        await PublishAsync(1, 3);
        var theirs = (await _replicas.PublishAsync(1, $"other-{_user}", 1))!;

        (await NotResumedAsync(theirs)).ShouldBeOneOf("unknown_position", "stream_lost");
    }

    private async Task<HubClient> ResumeAsync(string last)
    {
        var client = await HubClient.ConnectAsync(_replicas.Addresses[1], $"uid={_user}&last={last}");
        await client.NextAsync("hello");
        var resume = await client.NextAsync("resume");
        resume.GetProperty("recovered").GetBoolean().ShouldBeTrue(resume.GetRawText());
        return client;
    }

    /// <summary>Why it was not, having seen that nothing partial came.</summary>
    private async Task<string?> NotResumedAsync(string last)
    {
        await using var client = await HubClient.ConnectAsync(_replicas.Addresses[1], $"uid={_user}&last={last}");
        await client.NextAsync("hello");
        var resume = await client.NextAsync("resume");
        resume.GetProperty("recovered").GetBoolean().ShouldBeFalse();
        await client.NextAsync("ready");
        await PublishAsync(99, 1);
        (await client.NumbersAsync(1)).ShouldBe([99]);
        return resume.GetProperty("reason").GetString();
    }

    private async Task PublishAsync(int first, int count)
    {
        for (var n = first; n < first + count; n++)
        {
            (await _replicas.PublishAsync(n % 2, _user, n)).ShouldNotBeNull();
        }
    }

    private static async Task<string> IdOfNextEventAsync(RawSocket raw)
    {
        while (true)
        {
            var frame = (await raw.NextAsync()).ShouldNotBeNull();
            var json = JsonElement.Parse(frame.Payload);
            if (json.TryGetProperty("id", out var id) && !HubClient.IsPresence(json))
            {
                return id.GetString()!;
            }
        }
    }
}
