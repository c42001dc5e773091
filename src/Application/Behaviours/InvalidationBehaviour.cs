using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Behaviours;

/// <summary>Records a write's invalidation with it, and applies it after the commit and before the answer.</summary>
internal sealed class InvalidationBehaviour<TRequest, TResponse>(IUnitOfWork unitOfWork, ICacheInvalidator invalidator)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IInvalidates, IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        unitOfWork.Invalidate(request.Invalidates);
        var response = await next();
        if (unitOfWork.Invalidation is { } invalidation)
        {
            await invalidator.ApplyAsync(invalidation);
        }

        return response;
    }
}
