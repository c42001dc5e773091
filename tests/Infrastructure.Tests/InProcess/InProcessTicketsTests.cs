using Pinnokio.Application.Registry.Contracts;
using Pinnokio.Infrastructure.InProcess;
using Pinnokio.Infrastructure.Tests.Registry;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.InProcess;

public sealed class InProcessTicketsTests : TicketsTests
{
    private readonly FakeTimeProvider _clock = new();

    public InProcessTicketsTests() => Tickets = new InProcessTickets(_clock);

    protected override ITickets Tickets { get; }

    protected override Task AgeAsync(string ticket)
    {
        _clock.Advance(ITickets.TimeToLive);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task WorksUntilItsLastSecond()
    {
        var ticket = await Tickets.IssueAsync("anna", "tab", Never);
        _clock.Advance(ITickets.TimeToLive - TimeSpan.FromSeconds(1));
        (await Tickets.TakeAsync(ticket, Never)).ShouldNotBeNull();
    }
}
