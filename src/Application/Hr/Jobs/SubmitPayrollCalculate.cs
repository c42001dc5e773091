using System.Text.Json;
using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>
/// Has the pay of an employee for a month calculated. The answer is mostly <c>pending</c>, also while the jobber is away: the job is kept and sent again, and
/// its end comes as an <c>hr_job_completed</c> event.
/// </summary>
[RpcMethod("HR.submit_payroll_calculate"), RequiresPermission(Permissions.PayrollWrite)]
public sealed record SubmitPayrollCalculate(string UserId, Guid CompanyId, Guid EmployeeId, int Year, int Month)
    : PayrollJobOrder(UserId, CompanyId),
        ICommand<SubmittedJob>,
        IIdempotent,
        IFollowedUp;

internal sealed class SubmitPayrollCalculateValidator : PayrollJobOrderValidator<SubmitPayrollCalculate>
{
    public SubmitPayrollCalculateValidator()
    {
        RuleFor(c => c.EmployeeId).NotEmpty();
        RuleFor(c => c.Year).InclusiveBetween(PayrollResult.FirstYear, PayrollResult.LastYear);
        RuleFor(c => c.Month).InclusiveBetween(1, 12);
    }
}

internal sealed class SubmitPayrollCalculateHandler(IPayrollCandidates candidates, JobWriter jobs)
    : IRequestHandler<SubmitPayrollCalculate, SubmittedJob>
{
    private static readonly JsonElement s_none = JsonElement.Parse("{}");

    public async Task<SubmittedJob> Handle(SubmitPayrollCalculate command, CancellationToken ct)
    {
        var filter = new CandidateFilter(command.CompanyId, command.Year, command.Month, [command.EmployeeId], null);
        var found = await candidates.ListAsync(filter, ct);
        var candidate = found is [var one] ? one : throw new AppException(HrErrors.EmployeeNotFound);
        if (!candidate.HasContract)
        {
            throw new AppException(HrErrors.NoContractInPeriod);
        }

        if (candidate.IsPaid && !command.ForceRecalculate)
        {
            throw new AppException(HrErrors.PayrollAlreadyPaid);
        }

        var parameters = new CalculateParameters(command.CompanyId, command.EmployeeId, command.Year, command.Month)
        {
            Variables = command.Variables ?? s_none,
            ForceRecalculate = command.ForceRecalculate,
        };
        return await jobs.AddAsync(JobTypes.PayrollCalculate, command.CompanyId, command, parameters, JobEstimate.One, ct);
    }
}
