using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Behaviours;

/// <summary>Runs a command in one transaction, and commits it with its answer.</summary>
internal sealed class UnitOfWorkBehaviour<TRequest, TResponse>(IUnitOfWork unitOfWork, CallContext call)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    private static readonly bool s_isOutside = typeof(IOutsideStore).IsAssignableFrom(typeof(TRequest));
    private static readonly bool s_keepsAnswer = typeof(IIdempotent).IsAssignableFrom(typeof(TRequest));

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (s_isOutside)
        {
            return await HaveEffectAsync(next);
        }

        unitOfWork.Begin();
        var response = await next();
        await unitOfWork.SaveAsync(cancellationToken);
        var answer = s_keepsAnswer && !string.IsNullOrEmpty(call.IdempotencyKey) ? WireJson.Serialize(response) : default;
        await unitOfWork.CommitAsync(answer, cancellationToken);
        return response;
    }

    /// <summary>The effect is in another store: unless a failure says that there was none, nobody knows.</summary>
    private async Task<TResponse> HaveEffectAsync(RequestHandlerDelegate<TResponse> next)
    {
        call.EnterCommit();
        try
        {
            var response = await next();
            call.Outcome = WriteOutcome.Applied;
            return response;
        }
        catch (AppException fault) when (fault.HadNoEffect || fault.Error.Kind == ErrorKind.Forbidden)
        {
            call.Outcome = WriteOutcome.NotApplied;
            throw;
        }
    }
}
