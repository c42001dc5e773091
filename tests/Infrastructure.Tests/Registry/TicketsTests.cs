using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Infrastructure.Tests.Registry;

/// <summary>What tickets promise; each adapter runs it as a class of its own.</summary>
public abstract class TicketsTests
{
    protected static CancellationToken Never => CancellationToken.None;

    protected abstract ITickets Tickets { get; }

    /// <summary>Lets the time pass after which a ticket is too old.</summary>
    protected abstract Task AgeAsync(string ticket);

    [Fact]
    public async Task SaysWhoseItIs_Once()
    {
        var ticket = await Tickets.IssueAsync("anna", "tab:1", Never);
        (await Tickets.TakeAsync(ticket, Never)).ShouldBe(new Ticket("anna", "tab:1"));
        (await Tickets.TakeAsync(ticket, Never)).ShouldBeNull();
    }

    [Fact]
    public async Task GoesToOne_WhenManyTakeIt()
    {
        var ticket = await Tickets.IssueAsync("anna", "tab", Never);
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Tickets.TakeAsync(ticket, Never))));
        taken.OfType<Ticket>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task IsNothing_WhenTooOld()
    {
        var ticket = await Tickets.IssueAsync("anna", "tab", Never);
        await AgeAsync(ticket);
        (await Tickets.TakeAsync(ticket, Never)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task IsNothing_WhenNeverIssued(string ticket) => (await Tickets.TakeAsync(ticket, Never)).ShouldBeNull();

    [Fact]
    public async Task CannotBeGuessed_FromAnother()
    {
        var tickets = new HashSet<string>();
        for (var i = 0; i < 50; i++)
        {
            tickets.Add(await Tickets.IssueAsync("anna", "tab", Never)).ShouldBeTrue();
        }

        tickets.ShouldAllBe(ticket => ticket.Length == 43 && ticket.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
    }
}
