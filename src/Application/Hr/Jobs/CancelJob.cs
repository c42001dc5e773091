using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>Ends a job that has not ended. What the jobber still reports on it is not heeded; payroll results that it has stored stay.</summary>
[RpcMethod("HR.cancel_job"), RequiresPermission(Permissions.PayrollWrite)]
public sealed record CancelJob(string JobId) : ICommand<CancelledJob>, IRecordScoped, IUserScoped, IOutsideStore
{
    public string? FirebaseUserId { get; init; }

    OwnedRecord IRecordScoped.Record => new(RecordKind.Job, JobId);
}

public sealed record CancelledJob(bool Success, string JobId, string Status);

internal sealed class CancelJobValidator : AbstractValidator<CancelJob>
{
    public CancelJobValidator()
    {
        RuleFor(c => c.JobId).Length(1, Job.IdMaxLength);
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class CancelJobHandler(IJobStore jobs, IJobInbox inbox) : IRequestHandler<CancelJob, CancelledJob>
{
    public async Task<CancelledJob> Handle(CancelJob command, CancellationToken ct)
    {
        var job = await jobs.FindAsync(command.JobId, ct) ?? throw Refused(HrErrors.JobNotFound);
        var status = JobStatus.IsTerminal(job.Status)
            ? job.Status
            : (await inbox.AcceptAsync(new JobCallback(job.JobId, JobStatus.Cancelled), ct)).Status;

        // Cancelled twice is cancelled: a caller that repeats an unanswered call hears the same.
        return status == JobStatus.Cancelled
            ? new CancelledJob(true, job.JobId, JobStatus.Cancelled)
            : throw Refused(HrErrors.JobEnded with { Details = new { Status = status } });
    }

    private static AppException Refused(AppError error) => new(error) { HadNoEffect = true };
}
