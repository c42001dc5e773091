using System.Text.Json;
using Pinnokio.Api.Tests.Faults;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>Many publish at once, through two replicas and by plain messages on Redis; every socket of the user sees one and the same sequence.</summary>
public sealed class SameSequenceTests
{
    private const int Publishers = 10;
    private const int FirstPlainPublisher = 7;
    private static readonly int s_each = TwoReplicas.Size(100, 1_000);

    [Fact]
    public async Task IsSeenOnBothReplicas_WhenManyPublishThroughBothAndPastThem()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        var user = $"user-{Guid.NewGuid():N}";
        await using var first = new Follower(user, [replicas.Addresses[0]]).Start();
        await using var python = TwoReplicas.Python(user, Publishers * s_each, replicas.Addresses[1]);
        await first.Ready;
        await replicas.UntilTheyHearPlainMessagesAsync();
        await python.LineAsync("\"ready\"");

        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(PublishAsync));
        await Eventually.HoldsAsync(() => first.Numbers.Count >= Publishers * s_each, TimeSpan.FromMinutes(1));
        (await python.ExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0);

        var ids = python
            .Lines.Select(line => JsonElement.Parse(line))
            .Where(frame => frame.TryGetProperty("id", out _) && !HubClient.IsPresence(frame))
            .Select(frame => frame.GetProperty("id").GetString())
            .ToArray();
        first.Ids.ShouldBe(ids);
        ids.ShouldBeUnique();
        first.Numbers.Order().ShouldBe(Enumerable.Range(0, Publishers * s_each));
        for (var publisher = 0; publisher < Publishers; publisher++)
        {
            first.Numbers.Where(n => n / s_each == publisher).ShouldBeInOrder();
        }

        async Task PublishAsync(int publisher)
        {
            for (var n = 0; n < s_each; n++)
            {
                var number = (publisher * s_each) + n;
                if (publisher >= FirstPlainPublisher)
                {
                    await replicas.PublishPlainAsync(user, number);
                }
                else
                {
                    (await replicas.PublishAsync((publisher + n) % 2, user, number)).ShouldNotBeNull();
                }
            }
        }
    }
}
