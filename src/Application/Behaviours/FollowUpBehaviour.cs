using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Behaviours;

/// <summary>Does what follows a command's commit, be it this call's or that of an earlier call whose answer is repeated.</summary>
internal sealed class FollowUpBehaviour<TRequest, TResponse>(IFollowUp<TResponse> followUp) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IFollowedUp, ICommand<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        await followUp.RunAsync(await next(), cancellationToken);
}
