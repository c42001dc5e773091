using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>Jobs of a company, the newest first, without their results.</summary>
[RpcMethod("HR.list_jobs"), RequiresPermission(Permissions.PayrollRead)]
public sealed record ListJobs(Guid CompanyId, string? Status = null, int Limit = 50) : IQuery<JobList>, ICompanyScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }
}

public sealed record JobList(IReadOnlyList<JobRow> Jobs);

internal sealed class ListJobsValidator : AbstractValidator<ListJobs>
{
    private const int MostAtOnce = 200;

    public ListJobsValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.Status)
            .Must(status => status is null || JobStatus.All.Contains(status))
            .WithMessage($"status must be one of {string.Join(", ", JobStatus.All)}.");
        RuleFor(q => q.Limit).InclusiveBetween(1, MostAtOnce);
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class ListJobsHandler(IJobStore jobs) : IRequestHandler<ListJobs, JobList>
{
    public async Task<JobList> Handle(ListJobs query, CancellationToken ct)
    {
        var found = await jobs.ListAsync(new JobFilter(query.CompanyId, query.Status, query.Limit), ct);
        return new JobList([.. found.Select(JobRow.From)]);
    }
}
