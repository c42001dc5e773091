using Microsoft.Playwright;
using Pinnokio.Support;

namespace Pinnokio.Console.Tests;

/// <summary>One visitor of the console, spoken of in the visitor's words.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // A refused call or a lost connection is written there too; those are the tests' own doing.
            if (
                message.Type is "error" or "warning"
                && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)
                && !message.Text.Contains("WebSocket connection", StringComparison.Ordinal)
            )
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, fault) => Complaints.Add(fault);
    }

    public IPage Page { get; }

    /// <summary>What the browser wrote to its console: violations of the policy, and faults of the scripts.</summary>
    public List<string> Complaints { get; } = [];

    public ILocator Answer => Page.Locator("#answer-text");

    public ILocator AnswerCode => Page.Locator("#answer-code");

    public ILocator State => Page.Locator("#stream-state");

    /// <summary>Those of the test: that its user came online is an event too.</summary>
    public ILocator Events => Page.Locator("#stream-log li[data-event]:not([data-event^='presence.'])");

    public ILocator Mark(string kind) => Page.Locator($"#stream-log li[data-mark={kind}]");

    public async Task<Visit> SignInAsync(string view = "methods", string token = PinnokioApp.Token)
    {
        await Page.GotoAsync($"/console/#/{view}");
        await Page.GetByLabel("Service token").FillAsync(token);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        return this;
    }

    /// <summary>Types the token where the focus is, and presses Enter.</summary>
    public async Task SignInByKeyboardAsync(string view)
    {
        await Page.GotoAsync($"/console/#/{view}");
        await Assertions.Expect(Page.GetByLabel("Service token")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(PinnokioApp.Token);
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page.Locator($"#{view.Split('/')[0]}")).ToBeVisibleAsync();
    }

    public async Task ListenAsync(string userId)
    {
        await Page.GetByLabel("User", new() { Exact = true }).FillAsync(userId);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Listen" }).ClickAsync();
        await Assertions.Expect(State).ToHaveTextAsync("live");
    }

    public ValueTask DisposeAsync() => new(_context.CloseAsync());
}
