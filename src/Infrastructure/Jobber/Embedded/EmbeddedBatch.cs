using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>
/// The pay of many for a month, some at a time. Begun anew after a crash, it goes through everybody again: those who were paid have their result already.
/// </summary>
internal sealed class EmbeddedBatch(IServiceScopeFactory scopes, IJobInbox inbox, TimeProvider clock)
{
    private const int AtATime = 50;
    private static readonly TimeSpan s_reportEvery = TimeSpan.FromMilliseconds(250);

    public async Task<JobCallback> RunAsync(Job job, BatchParameters asked, CancellationTokenSource held)
    {
        var employees = await EmployeesAsync(job, asked, held.Token);
        var tally = new Tally(job, employees.Length);
        if (tally.IsNews)
        {
            await TellAsync(tally, held);
        }

        var told = clock.GetTimestamp();
        foreach (var some in employees.Chunk(AtATime))
        {
            await using var scope = scopes.CreateAsyncScope();
            var order = new PayrollOrder(job.CompanyId, some, asked.Year, asked.Month)
            {
                Variables = asked.Variables,
                ForceRecalculate = asked.ForceRecalculate,
                UserId = job.UserId,
            };
            await foreach (var outcome in scope.ServiceProvider.GetRequiredService<IPayrollRuns>().RunAsync(order, held.Token))
            {
                tally.Add(outcome);
                if (tally.IsNews && (tally.IsWhole || clock.GetElapsedTime(told) >= s_reportEvery))
                {
                    await TellAsync(tally, held);
                    told = clock.GetTimestamp();
                }
            }
        }

        return tally.End();
    }

    /// <summary>Who is named and gone since is asked for too, so that the outcome says so.</summary>
    private async Task<Guid[]> EmployeesAsync(Job job, BatchParameters asked, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var filter = new CandidateFilter(job.CompanyId, asked.Year, asked.Month, asked.EmployeeIds, asked.ClusterCode);
        var found = await scope.ServiceProvider.GetRequiredService<IPayrollCandidates>().ListAsync(filter, ct);
        var ids = found.Select(candidate => candidate.EmployeeId);
        return asked.ClusterCode is null ? [.. ids.Union(asked.EmployeeIds ?? [])] : [.. ids];
    }

    private async Task TellAsync(Tally tally, CancellationTokenSource held)
    {
        var receipt = await inbox.AcceptAsync(tally.Progress(), held.Token);
        if (receipt.Status is { } status && JobStatus.IsTerminal(status))
        {
            await held.CancelAsync();
            held.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What has become of whom. Progress counts only beyond what was reported before a crash.</summary>
    private sealed class Tally(Job job, int total)
    {
        private readonly List<EmployeeOutcome> _outcomes = new(total);
        private readonly int _reported = job.Completed + job.Failed ?? -1;
        private int _sequence = job.ProgressSeq;
        private int _failed;

        public bool IsNews => _outcomes.Count > _reported;

        public bool IsWhole => _outcomes.Count == total;

        private BatchProgress Counts => new(total, _outcomes.Count - _failed, _failed);

        public void Add(PayrollOutcome outcome)
        {
            _failed += outcome.Error is null ? 0 : 1;
            _outcomes.Add(
                outcome.Error is { } error
                    ? new(outcome.EmployeeId, JobStatus.Failed) { Error = new(error.Code, error.Message) }
                    : new(outcome.EmployeeId, JobStatus.Completed) { PayrollId = outcome.Payroll!.Id }
            );
        }

        public JobCallback Progress() => new(job.JobId, JobStatus.Running) { ProgressSeq = ++_sequence, BatchProgress = Counts };

        public JobCallback End()
        {
            var status =
                _failed == 0 ? JobStatus.Completed
                : _failed < total ? JobStatus.Partial
                : JobStatus.Failed;
            return new(job.JobId, status)
            {
                ProgressSeq = ++_sequence,
                BatchProgress = Counts,
                Result = JsonSerializer.SerializeToElement(new { Employees = _outcomes }, WireJson.Options),
                ErrorCode = status == JobStatus.Failed ? "batch_failed" : null,
                Error = status == JobStatus.Failed ? "The pay of none of the employees could be calculated." : null,
            };
        }
    }

    /// <summary>The failure of one does not stop the rest: it stands here.</summary>
    private sealed record EmployeeOutcome(Guid EmployeeId, string Status)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Guid? PayrollId { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public OutcomeError? Error { get; init; }
    }

    private sealed record OutcomeError(string Code, string Message);
}
