using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>
/// How every call of the jobber is made: within its time, again where that is safe, not at all while the jobber fails again and again. What it answers
/// with is bounded, and what is no good answer is a named failure.
/// </summary>
internal sealed class JobberCalls(JobberOptions options, TimeProvider clock)
{
    /// <summary>The payslip of a large company's batch, twice over.</summary>
    public const int LongestAnswer = 16 << 20;

    private const int Repetitions = 2;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_break = TimeSpan.FromSeconds(10);
    private const int FewestInWindow = 8;

    private readonly Pipelines _pipelines = Pipelines.Build(options.Timeout, clock);

    /// <summary>
    /// Makes a call, and returns its good answer; of others only 404 where the caller takes it. A call that has an effect is repeated only when the
    /// jobber surely has not begun with it.
    /// </summary>
    public async Task<JobberAnswer> SendAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        JobberCallKind kind,
        CancellationToken ct,
        bool takesNotFound = false
    )
    {
        var pipeline = kind == JobberCallKind.Read ? _pipelines.Reads : _pipelines.Writes;
        try
        {
            var answer = await pipeline.ExecuteAsync(static async (send, ct) => await ReadAsync(await send(ct), ct), send, ct);
            return answer.IsGood || (takesNotFound && answer.Status == (int)HttpStatusCode.NotFound) ? answer : throw Fault(answer);
        }
        catch (BrokenCircuitException broken)
        {
            throw JobberErrors.GivenUpOn(broken.RetryAfter, broken);
        }
        catch (TimeoutRejectedException late)
        {
            throw JobberErrors.Silent(late);
        }
        catch (HttpRequestException fault) when (IsTooLong(fault))
        {
            throw JobberErrors.TooLong(fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw JobberErrors.Unreachable(fault);
        }
    }

    private static async Task<JobberAnswer> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using var owned = response;
        await response.Content.LoadIntoBufferAsync(LongestAnswer, ct);
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        var retryAfter = response.Headers.RetryAfter;
        return new JobberAnswer((int)response.StatusCode, body, retryAfter?.Delta ?? (retryAfter?.Date - response.Headers.Date));
    }

    private static Application.Common.AppException Fault(JobberAnswer answer) =>
        answer.Status switch
        {
            408 or 425 or 429 or >= 500 => JobberErrors.Failed(answer.Status, answer.RetryAfter),
            >= 400 => JobberErrors.Refused(answer.Status, answer.Detail()),
            _ => JobberErrors.Redirects(),
        };

    private static bool IsTooLong(HttpRequestException fault) => fault.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded;

    /// <summary>One breaker for all calls, and two ways to repeat them.</summary>
    private sealed record Pipelines(ResiliencePipeline<JobberAnswer> Reads, ResiliencePipeline<JobberAnswer> Writes)
    {
        public static Pipelines Build(TimeSpan timeout, TimeProvider clock)
        {
            var one = new ResiliencePipelineBuilder<JobberAnswer> { TimeProvider = clock }
                .AddCircuitBreaker(
                    new CircuitBreakerStrategyOptions<JobberAnswer>
                    {
                        FailureRatio = 0.5,
                        MinimumThroughput = FewestInWindow,
                        SamplingDuration = s_window,
                        BreakDuration = s_break,
                        ShouldHandle = attempt => ValueTask.FromResult(IsBroken(attempt.Outcome)),
                    }
                )
                .AddTimeout(timeout)
                .Build();
            return new Pipelines(Repeating(one, clock, IsBrokenOrBusy), Repeating(one, clock, HasNotBegun));
        }

        private static ResiliencePipeline<JobberAnswer> Repeating(
            ResiliencePipeline<JobberAnswer> one,
            TimeProvider clock,
            Func<Outcome<JobberAnswer>, bool> again
        ) =>
            new ResiliencePipelineBuilder<JobberAnswer> { TimeProvider = clock }
                .AddRetry(
                    new RetryStrategyOptions<JobberAnswer>
                    {
                        MaxRetryAttempts = Repetitions,
                        Delay = s_pause,
                        BackoffType = DelayBackoffType.Exponential,
                        UseJitter = true,
                        DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter),
                        ShouldHandle = attempt =>
                            ValueTask.FromResult(again(attempt.Outcome) && !(attempt.Outcome.Result?.RetryAfter > s_longestPause)),
                    }
                )
                .AddPipeline(one)
                .Build();

        private static bool IsBroken(Outcome<JobberAnswer> outcome) =>
            outcome.Exception is HttpRequestException fault
                ? !IsTooLong(fault)
                : outcome.Exception is IOException or TimeoutRejectedException || outcome.Result?.Status >= 500;

        // One that was slow once is not asked again within the same call.
        private static bool IsBrokenOrBusy(Outcome<JobberAnswer> outcome) =>
            outcome.Exception is not TimeoutRejectedException && (IsBroken(outcome) || outcome.Result?.Status == 429);

        private static bool HasNotBegun(Outcome<JobberAnswer> outcome) =>
            outcome.Exception
                is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
                }
            || outcome.Result?.Status is 429 or 503;
    }
}

/// <summary>Whether a call of the jobber has an effect there.</summary>
internal enum JobberCallKind
{
    Read,
    Effect,
}
