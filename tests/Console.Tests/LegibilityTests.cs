using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pinnokio.Console.Tests;

/// <summary>On a phone, and by keyboard alone.</summary>
[Collection(nameof(Chromium))]
public sealed class LegibilityTests(Chromium chromium)
{
    /// <summary>Whatever can be operated and is shown, named so that it is recognised.</summary>
    private const string Operable = """
        () => [...document.querySelectorAll("a[href], button:not(:disabled), input, select, textarea, summary, [tabindex='0']")]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }))
          .map((one) => one.outerHTML.slice(0, 120))
        """;

    [Theory]
    [InlineData("")]
    [InlineData("methods")]
    [InlineData("methods/HR.create_employee")]
    [InlineData("events")]
    [InlineData("health")]
    public async Task HasNoSidewaysScroll_OnAPhone(string view)
    {
        await using var visit = await chromium.VisitAsync(width: 360, height: 740);
        if (view.Length == 0)
        {
            await visit.Page.GotoAsync("/console/");
        }
        else
        {
            await visit.SignInAsync(view);
            await Expect(visit.Page.Locator($"#{view.Split('/')[0]}")).ToBeVisibleAsync();
        }

        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        (await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBe(360);
        visit.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("methods/HR.create_employee")]
    [InlineData("events")]
    [InlineData("health")]
    public async Task ReachesEverythingByKeyboard(string view)
    {
        await using var visit = await chromium.VisitAsync();
        await visit.SignInByKeyboardAsync(view);
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var operable = await visit.Page.EvaluateAsync<string[]>(Operable);
        operable.Length.ShouldBeGreaterThan(5);

        var reached = new HashSet<string>();
        for (var i = 0; i < operable.Length + 20; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            reached.Add(await visit.Page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 120)"));
        }

        operable.Where(one => !reached.Contains(one)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CallsAMethodByKeyboardAlone()
    {
        await using var visit = await chromium.VisitAsync();
        await visit.SignInByKeyboardAsync("methods/HR.check_connection");
        var button = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Call" });
        await Expect(button).ToBeVisibleAsync();
        for (var i = 0; i < 100 && !await button.EvaluateAsync<bool>("one => one === document.activeElement"); i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.AnswerCode).ToHaveTextAsync("OK");
    }

    [Theory]
    [InlineData("methods/HR.create_employee")]
    [InlineData("events")]
    [InlineData("health")]
    public async Task NamesEveryControl(string view)
    {
        await using var visit = await (await chromium.VisitAsync()).SignInAsync(view);
        await Expect(visit.Page.Locator($"#{view.Split('/')[0]}")).ToBeVisibleAsync();

        var nameless = await visit.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("input, select, textarea")]
              .filter((one) => one.checkVisibility() && ![...one.labels].some((label) => label.textContent.trim()))
              .map((one) => one.outerHTML)
            """
        );

        nameless.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task HasEnoughContrast(ColorScheme scheme)
    {
        await using var visit = await (await chromium.VisitAsync(scheme: scheme)).SignInAsync("health");
        await Expect(visit.Page.Locator("#health-facts")).ToContainTextAsync("ok");

        var weak = await visit.Page.EvaluateAsync<string[]>(
            """
            () => {
              const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
              const light = (colour) => {
                const [r, g, b] = numbers(colour).map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const ground = (one) => {
                const colour = getComputedStyle(one).backgroundColor;
                return numbers(colour)[3] === 0 && one.parentElement ? ground(one.parentElement) : colour;
              };
              return [...document.querySelectorAll("body *")]
                .filter((one) => one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
                .map((one) => [one, light(getComputedStyle(one).color), light(ground(one))])
                .filter(([, text, back]) => (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05) < 4.5)
                .map(([one]) => one.outerHTML.slice(0, 120));
            }
            """
        );

        weak.ShouldBeEmpty();
    }
}
