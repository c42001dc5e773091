using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

[Collection(RegistryApp.Collection)]
public sealed class IssueTicketTests(RegistryApp registry)
{
    [Fact]
    public async Task AnswersATicket_ThatWorksOnce()
    {
        var answer = (await registry.App.RpcAsync("REGISTRY.issue_ticket", new { user_id = "anna", session_id = "tab:1" })).Data;
        answer.GetProperty("expires_in_seconds").GetInt32().ShouldBe(60);
        var tickets = registry.App.Services.GetRequiredService<ITickets>();
        var ticket = answer.GetProperty("ticket").GetString()!;
        (await tickets.TakeAsync(ticket, CancellationToken.None)).ShouldBe(new Ticket("anna", "tab:1"));
        (await tickets.TakeAsync(ticket, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task AnswersAnotherTicket_WhenCalledAgainWithTheSameKey()
    {
        var call = new { user_id = "anna", session_id = "tab" };
        var first = (await registry.App.RpcAsync("REGISTRY.issue_ticket", call, idempotencyKey: "one")).Data;
        var second = (await registry.App.RpcAsync("REGISTRY.issue_ticket", call, idempotencyKey: "one")).Data;
        second.GetProperty("ticket").GetString().ShouldNotBe(first.GetProperty("ticket").GetString());
    }

    [Theory]
    [InlineData("", "tab", "user_id")]
    [InlineData("a:b", "tab", "user_id")]
    [InlineData("anna", "", "session_id")]
    [InlineData("anna", "a b", "session_id")]
    public async Task RefusesAnId_ThatIsNone(string userId, string sessionId, string field) =>
        (await registry.App.RpcAsync("REGISTRY.issue_ticket", new { user_id = userId, session_id = sessionId })).ShouldBeRefused(
            "INVALID_ARGS",
            field
        );
}

[Collection(OwnRegistryApp.Collection)]
public sealed class IssueTicketOwnershipTests(OwnRegistryApp registry)
{
    [Fact]
    public async Task IsForbidden_ForAnotherUser()
    {
        var call = new { user_id = "anna", session_id = "tab" };
        (await registry.App.RpcAsync("REGISTRY.issue_ticket", call, userId: "ben")).ShouldBeRefused("FORBIDDEN");
        (await registry.App.RpcAsync("REGISTRY.issue_ticket", call, userId: "anna")).Ok.ShouldBeTrue();
        (await registry.App.RpcAsync("REGISTRY.issue_ticket", call)).Ok.ShouldBeTrue();
    }
}
