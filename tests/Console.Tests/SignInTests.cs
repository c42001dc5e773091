using Microsoft.Playwright;
using Pinnokio.Support;
using static Microsoft.Playwright.Assertions;

namespace Pinnokio.Console.Tests;

[Collection(nameof(Chromium))]
public sealed class SignInTests(Chromium chromium)
{
    [Fact]
    public async Task TellsThatATokenIsWrong_AndKeepsNothingOfIt()
    {
        await using var visit = await chromium.VisitAsync();

        await visit.SignInAsync(token: "wrong");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The token is not accepted.");
        await Expect(visit.Page.Locator("#methods")).ToBeHiddenAsync();
        (await visit.Page.EvaluateAsync<int>("() => sessionStorage.length")).ShouldBe(0);
    }

    [Fact]
    public async Task KeepsTheTokenInThisTabAlone_UntilSigningOut()
    {
        await using var visit = await chromium.VisitAsync();
        await visit.SignInAsync();
        await Expect(visit.Page.Locator("#method-count")).ToContainTextAsync("methods");

        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#method-count")).ToContainTextAsync("methods");
        (await visit.Page.EvaluateAsync<int>("() => localStorage.length + document.cookie.length")).ShouldBe(0);
        (await visit.Page.ContentAsync()).ShouldNotContain(PinnokioApp.Token);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(visit.Page.GetByLabel("Service token")).ToBeVisibleAsync();
        (await visit.Page.EvaluateAsync<int>("() => sessionStorage.length")).ShouldBe(0);
    }

    [Fact]
    public async Task LetsNothingForeignRun()
    {
        await using var visit = await chromium.VisitAsync();
        await visit.SignInAsync();
        await visit.Page.EvaluateAsync(
            """
            () => {
              window.violations = [];
              addEventListener("securitypolicyviolation", (event) => window.violations.push(event.effectiveDirective));
              const script = document.createElement("script");
              script.textContent = "window.injected = true";
              document.body.append(script);
              document.body.setAttribute("style", "color: red");
              const image = new Image();
              image.src = "https://elsewhere.invalid/x.png";
            }
            """
        );

        await visit.Page.WaitForFunctionAsync("() => window.violations.length >= 3");

        (await visit.Page.EvaluateAsync<string[]>("() => window.violations")).ShouldBe(
            ["script-src-elem", "style-src-attr", "img-src"],
            ignoreOrder: true
        );
        (await visit.Page.EvaluateAsync<bool>("() => window.injected === undefined")).ShouldBeTrue();
    }
}
