using Microsoft.Playwright;
using Pinnokio.Support;

namespace Pinnokio.Console.Tests;

/// <summary>A real browser, the installed one, beside one replica of the product; the tests take turns.</summary>
[CollectionDefinition(nameof(Chromium))]
public sealed class Chromium : IAsyncLifetime, ICollectionFixture<Chromium>
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public PinnokioApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await PinnokioApp.StartAsync(onSockets: true);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(15_000);
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Find(),
                Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [], // it refuses to run as root otherwise
            }
        );
    }

    /// <summary>A page of its own session, which notes whatever its policy forbids. Closed with what it returns.</summary>
    public async Task<Visit> VisitAsync(Uri? server = null, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = (server ?? App.Client.BaseAddress!).ToString(),
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = scheme,
            }
        );
        return new Visit(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (App is not null)
        {
            await App.DisposeAsync();
        }
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => _names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No chromium is on the PATH (Debian: apt-get install chromium).");
}
