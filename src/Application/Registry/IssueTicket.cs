using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Application.Registry;

/// <summary>
/// Issues a ticket with which a browser, which has no service token, opens one WebSocket for this user and session within a minute. A repeated
/// call issues another one.
/// </summary>
[RpcMethod("REGISTRY.issue_ticket"), AllowsAnyCaller("tickets belong to users and not to a company")]
public sealed record IssueTicket(string UserId, string SessionId) : ICommand<IssuedTicket>, IUserOwned, IOutsideStore
{
    string IUserOwned.Owner => UserId;
}

public sealed record IssuedTicket(string Ticket, int ExpiresInSeconds);

internal sealed class IssueTicketValidator : AbstractValidator<IssueTicket>
{
    public IssueTicketValidator()
    {
        RuleFor(c => c.UserId).UserId();
        RuleFor(c => c.SessionId).SessionId();
    }
}

internal sealed class IssueTicketHandler(ITickets tickets) : IRequestHandler<IssueTicket, IssuedTicket>
{
    public async Task<IssuedTicket> Handle(IssueTicket command, CancellationToken ct) =>
        new(await tickets.IssueAsync(command.UserId, command.SessionId, ct), (int)ITickets.TimeToLive.TotalSeconds);
}
