using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Pinnokio.Application.Events.Contracts;
using static Microsoft.Playwright.Assertions;

namespace Pinnokio.Console.Tests;

[Collection(nameof(Chromium))]
public sealed class EventsTests(Chromium chromium)
{
    private readonly IEventBus _events = chromium.App.Services.GetRequiredService<IEventBus>();

    [Fact]
    public async Task ShowsAnEvent_WhenItHappens()
    {
        await using var visit = await (await chromium.VisitAsync()).SignInAsync("events");
        await visit.ListenAsync("anna");

        await PublishAsync("anna", "notif.sync", "<img src=x onerror=alert(1)>");

        await Expect(visit.Events).ToHaveCountAsync(1);
        await Expect(visit.Events.First).ToContainTextAsync("notif.sync");
        await Expect(visit.Events.First.Locator("pre")).ToContainTextAsync("onerror");
        (await visit.Page.Locator("main img").CountAsync()).ShouldBe(0);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task ResumesInOrder_WhenTheConnectionWasLost()
    {
        await using var network = new Relay(chromium.App.Client.BaseAddress!.Port);
        await using var visit = await (await chromium.VisitAsync(network.Address)).SignInAsync("events");
        await visit.ListenAsync("ben");
        await PublishAsync("ben", "before", "");
        await Expect(visit.Events).ToHaveCountAsync(1);

        await network.CutAsync();
        await Expect(visit.Mark("lost")).ToHaveCountAsync(1);
        await Expect(visit.State).ToContainTextAsync("reconnecting");
        foreach (var number in Enumerable.Range(1, 3))
        {
            await PublishAsync("ben", $"missed-{number}", "");
        }

        network.Mend();

        await Expect(visit.State).ToHaveTextAsync("live");
        await Expect(visit.Mark("resumed")).ToHaveTextAsync("Resumed: 3 missed events follow.");
        await PublishAsync("ben", "after", "");
        await Expect(visit.Events.Locator("strong")).ToHaveTextAsync(["after", "missed-3", "missed-2", "missed-1", "before"]);
        await Expect(visit.Page.Locator("#stream-gaps")).ToHaveTextAsync("0");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task MarksAGap_WhenWhatWasMissedIsGone()
    {
        await using var network = new Relay(chromium.App.Client.BaseAddress!.Port);
        await using var visit = await (await chromium.VisitAsync(network.Address)).SignInAsync("events");
        await visit.ListenAsync("cleo");
        await network.CutAsync();
        await Expect(visit.Mark("lost")).ToHaveCountAsync(1);
        for (var i = 0; i < IEventBus.Kept + 100; i++)
        {
            await PublishAsync("cleo", "missed", "");
        }

        network.Mend();

        await Expect(visit.State).ToHaveTextAsync("live");
        await Expect(visit.Mark("gap")).ToContainTextAsync("trimmed");
        await Expect(visit.Events).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("#stream-gaps")).ToHaveTextAsync("1");
        await PublishAsync("cleo", "after", "");
        await Expect(visit.Events).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task StopsListening_WhenAsked()
    {
        await using var visit = await (await chromium.VisitAsync()).SignInAsync("events");
        await visit.ListenAsync("dora");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

        await Expect(visit.State).ToHaveTextAsync("stopped");
        await PublishAsync("dora", "unheard", "");
        await visit.ListenAsync("dora"); // begins anew, with what happens from now on
        await PublishAsync("dora", "heard", "");
        await Expect(visit.Events.Locator("strong")).ToHaveTextAsync(["heard"]);
    }

    private Task<PublishedEvent> PublishAsync(string userId, string type, string text) =>
        _events.PublishAsync(
            new NewEvent(
                userId,
                new EventChannels(EventChannels.DefaultUserPrefix).User(userId),
                Encoding.UTF8.GetBytes(
                    $$$"""{"type":"{{{type}}}","uid":"{{{userId}}}","timestamp":"2026-01-01T08:00:00.000Z","payload":{"text":"{{{text}}}"}}"""
                )
            ),
            CancellationToken.None
        );
}
