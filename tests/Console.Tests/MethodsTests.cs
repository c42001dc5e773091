using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pinnokio.Console.Tests;

[Collection(nameof(Chromium))]
public sealed class MethodsTests(Chromium chromium)
{
    [Fact]
    public async Task ListsEveryMethod_AndFiltersThem()
    {
        await using var visit = await (await chromium.VisitAsync()).SignInAsync();
        var links = visit.Page.Locator("#method-list a");
        await Expect(links.Filter(new() { HasText = "list_employees" })).ToHaveCountAsync(1);

        await visit.Page.GetByLabel("Filter").FillAsync("check_conn");

        await Expect(links).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("#method-count")).ToContainTextAsync("1 of ");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task CallsAMethod_AndShowsItsAnswer()
    {
        await using var visit = await (await chromium.VisitAsync()).SignInAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "check_connection" }).ClickAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Call" }).ClickAsync();

        await Expect(visit.AnswerCode).ToHaveTextAsync("OK");
        await Expect(visit.Answer).ToContainTextAsync("\"status\": \"connected\"");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task FillsArgumentsFromTheSchema_WithoutLosingADigit()
    {
        await using var visit = await (await chromium.VisitAsync()).SignInAsync("methods/HR.ensure_company");
        await visit.Page.GetByLabel("account_firebase_uid *").FillAsync("anna");
        await visit.Page.GetByLabel("company_name *").FillAsync("<b>Bakery</b>");
        await visit.Page.GetByLabel("mandate_path *").FillAsync("clients/anna/bo_clients/c1/mandates/m1");
        await visit.Page.GetByLabel("country *").FillAsync("CH");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Run this command" }).ClickAsync();
        await Expect(visit.AnswerCode).ToHaveTextAsync("OK");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "get_company", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("#method-title")).ToHaveTextAsync("HR.get_company");

        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task ShowsWhatTheServerRefuses()
    {
        await using var visit = await (await chromium.VisitAsync()).SignInAsync("methods/HR.list_employees");
        await visit.Page.GetByLabel("company_id *").FillAsync("<img src=x onerror=alert(1)>");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Call" }).ClickAsync();

        await Expect(visit.AnswerCode).ToHaveTextAsync("INVALID_ARGS");
        await Expect(visit.Answer).ToContainTextAsync("company_id");
        (await visit.Page.Locator("main img").CountAsync()).ShouldBe(0);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task ShowsHealthAndFigures_AndRefreshesThem()
    {
        await using var visit = await (await chromium.VisitAsync()).SignInAsync("health");
        await Expect(visit.Page.Locator("#health-facts")).ToContainTextAsync("postgres");
        await chromium.App.Client.GetAsync("/rpc/methods");
        var calls = visit.Page.Locator("#method-figures tr").Filter(new() { HasText = "HR.get_company_id" });
        await Expect(calls).ToHaveCountAsync(0);

        await Support.RpcCalls.RpcAsync(
            chromium.App.Client,
            "HR.get_company_id",
            new { mandate_path = "clients/a/bo_clients/b/mandates/c" }
        );

        await Expect(calls).ToHaveCountAsync(1);
        visit.Complaints.ShouldBeEmpty();
    }
}
