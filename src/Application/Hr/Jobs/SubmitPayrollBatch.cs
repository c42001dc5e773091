using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>
/// Has the pay of many employees for a month calculated: those named, or all active ones, of one cluster where it is given. Of those whom it cannot pay
/// the outcome says why, as long as it can pay anybody. Otherwise as <c>HR.submit_payroll_calculate</c>.
/// </summary>
[RpcMethod("HR.submit_payroll_batch"), RequiresPermission(Permissions.PayrollWrite)]
public sealed record SubmitPayrollBatch(
    string UserId,
    Guid CompanyId,
    int Year,
    int Month,
    IReadOnlyList<Guid>? EmployeeIds = null,
    string? ClusterCode = null
) : PayrollJobOrder(UserId, CompanyId), ICommand<SubmittedJob>, IIdempotent, IFollowedUp;

internal sealed class SubmitPayrollBatchValidator : PayrollJobOrderValidator<SubmitPayrollBatch>
{
    private const int MaxEmployees = 5_000;

    public SubmitPayrollBatchValidator()
    {
        RuleFor(c => c.Year).InclusiveBetween(PayrollResult.FirstYear, PayrollResult.LastYear);
        RuleFor(c => c.Month).InclusiveBetween(1, 12);
        RuleFor(c => c.EmployeeIds)
            .Must(ids => ids is null || ids.Count <= MaxEmployees)
            .WithMessage($"employee_ids must name at most {MaxEmployees} employees.");
        RuleFor(c => c.ClusterCode).Length(1, ClusterCode.MaxLength);
    }
}

internal sealed class SubmitPayrollBatchHandler(IPayrollCandidates candidates, JobWriter jobs)
    : IRequestHandler<SubmitPayrollBatch, SubmittedJob>
{
    private const int MostNamed = 100;

    public async Task<SubmittedJob> Handle(SubmitPayrollBatch command, CancellationToken ct)
    {
        Guid[]? named = command.EmployeeIds is { } ids ? [.. ids.Distinct()] : null;
        var filter = new CandidateFilter(command.CompanyId, command.Year, command.Month, named, command.ClusterCode);
        var found = await candidates.ListAsync(filter, ct);
        Guid[] unknown = [.. (named ?? []).Except(found.Select(candidate => candidate.EmployeeId)).Take(MostNamed)];
        if (unknown.Length > 0)
        {
            throw new AppException(HrErrors.UnknownEmployees with { Details = new { EmployeeIds = unknown } });
        }

        var payable = found.Count(candidate => candidate.HasContract && (command.ForceRecalculate || !candidate.IsPaid));
        if (payable == 0)
        {
            var without = found.Count(candidate => !candidate.HasContract);
            throw new AppException(HrErrors.EmptyBatch with { Details = new { WithoutContract = without, Paid = found.Count - without } });
        }

        var parameters = new BatchParameters(command.CompanyId, command.Year, command.Month)
        {
            EmployeeIds = named,
            ClusterCode = command.ClusterCode,
            Variables = command.Variables,
            ForceRecalculate = command.ForceRecalculate,
        };
        var estimate = JobEstimate.Of(named?.Length ?? payable);
        return await jobs.AddAsync(JobTypes.PayrollBatch, command.CompanyId, command, parameters, estimate, ct);
    }
}
