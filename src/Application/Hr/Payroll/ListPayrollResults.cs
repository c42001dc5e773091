using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>Payroll results of a company, newest period first, without their lines.</summary>
[RpcMethod("HR.list_payroll_results"), RequiresPermission(Permissions.PayrollRead)]
public sealed record ListPayrollResults(Guid CompanyId, Guid? EmployeeId = null, int? Year = null)
    : IQuery<PayrollList>,
        ICompanyScoped,
        IUserScoped
{
    public string? FirebaseUserId { get; init; }

    /// <summary>Accepted for symmetry with the other reads; payroll is never cached.</summary>
    public bool ForceRefresh { get; init; }
}

public sealed record PayrollList(IReadOnlyList<PayrollRow> PayrollResults);

internal sealed class ListPayrollResultsValidator : AbstractValidator<ListPayrollResults>
{
    public ListPayrollResultsValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.EmployeeId).NotEqual(Guid.Empty);
        RuleFor(q => q.Year).InclusiveBetween(PayrollResult.FirstYear, PayrollResult.LastYear);
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class ListPayrollResultsHandler(IPayrollReader payroll) : IRequestHandler<ListPayrollResults, PayrollList>
{
    public async Task<PayrollList> Handle(ListPayrollResults query, CancellationToken ct) =>
        new([.. (await payroll.ListAsync(query.CompanyId, query.EmployeeId, query.Year, ct)).Select(PayrollRow.From)]);
}
