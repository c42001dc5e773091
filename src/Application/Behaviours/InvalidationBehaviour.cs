using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Behaviours;

/// <summary>Records a write's invalidations with it, and applies them after the commit and before the answer.</summary>
internal sealed class InvalidationBehaviour<TRequest, TResponse>(IUnitOfWork unitOfWork, ICacheInvalidator invalidator)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IInvalidates, IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        unitOfWork.Invalidate(request.Invalidates);
        var response = await next();
        await invalidator.ApplyAsync(unitOfWork.Invalidations);
        return response;
    }
}
