using System.Text.Json;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;

namespace Pinnokio.Application.Behaviours;

/// <summary>
/// Answers a repeated call of a create or effect with the first one's result. The record commits with the effect; in this process duplicates
/// queue before they take a connection, across replicas they wait on the record itself.
/// </summary>
internal sealed class IdempotencyBehaviour<TRequest, TResponse>(
    CallContext call,
    IUnitOfWork unitOfWork,
    IdempotencyOptions options,
    KeyedGate<IdempotencyIdentity> running,
    TimeProvider clock
) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IIdempotent, IRequest<TResponse>
{
    private const double ShareOfDeadline = 0.8;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (string.IsNullOrEmpty(call.IdempotencyKey))
        {
            return await next();
        }

        var claim = IdempotencyKeys.Claim(call, call.IdempotencyKey, options);
        using var patience = new CancellationTokenSource(Patience(), clock);
        using var stop = cancellationToken.UnsafeRegister(static p => ((CancellationTokenSource)p!).Cancel(), patience);
        try
        {
            using var turn = await running.EnterAsync(new IdempotencyIdentity(claim.Identity), patience.Token);
            unitOfWork.Claim(claim, patience.Token);
            return await ExecuteAsync(claim, next);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AppException(IdempotencyErrors.InProgress);
        }
    }

    /// <summary>Ends before the caller's own deadline, so that the answer still says why.</summary>
    private TimeSpan Patience() =>
        call.Timeout > TimeSpan.Zero && call.Timeout * ShareOfDeadline < options.DuplicateWait
            ? call.Timeout * ShareOfDeadline
            : options.DuplicateWait;

    private async Task<TResponse> ExecuteAsync(IdempotencyClaim claim, RequestHandlerDelegate<TResponse> next)
    {
        try
        {
            return await next();
        }
        catch (KeyClaimedException earlier)
        {
            return Replay(earlier.Stored, claim);
        }
        catch (DomainRuleException rule)
        {
            // Only what follows from the arguments alone is kept; a conflict may be gone at the next attempt.
            var error = new KeptError(rule.Code, rule.Message, rule.Field);
            if (await unitOfWork.RollBackAsync(WireJson.Serialize(error)) is { } stored)
            {
                return Replay(stored, claim);
            }

            throw;
        }
    }

    private TResponse Replay(StoredAnswer stored, IdempotencyClaim claim)
    {
        if (!stored.Fingerprint.AsSpan().SequenceEqual(claim.Fingerprint))
        {
            throw new AppException(IdempotencyErrors.KeyReused);
        }

        call.Replayed = true;
        if (stored.IsError)
        {
            var error = WireJson.Deserialize<KeptError>(stored.Json);
            throw new DomainRuleException(error.Code, error.Message, error.Field);
        }

        call.Outcome = WriteOutcome.Applied;
        return JsonSerializer.Deserialize(stored.Json, WireJson.TypeInfo<TResponse>())!;
    }

    private sealed record KeptError(string Code, string Message, string? Field);
}
