using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>The pay of an employee for a month with its lines, or null; the latest correction where there are several.</summary>
[RpcMethod("HR.get_payroll_result"), RequiresPermission(Permissions.PayrollRead)]
public sealed record GetPayrollResult(Guid CompanyId, Guid EmployeeId, int Year, int Month)
    : IQuery<PayrollAnswer>,
        ICompanyScoped,
        IUserScoped
{
    public string? FirebaseUserId { get; init; }

    /// <summary>Accepted for symmetry with the other reads; payroll is never cached.</summary>
    public bool ForceRefresh { get; init; }
}

public sealed record PayrollAnswer(PayrollRow? Payroll);

internal sealed class GetPayrollResultValidator : AbstractValidator<GetPayrollResult>
{
    public GetPayrollResultValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.EmployeeId).NotEmpty();
        RuleFor(q => q.Year).InclusiveBetween(PayrollResult.FirstYear, PayrollResult.LastYear);
        RuleFor(q => q.Month).InclusiveBetween(1, 12);
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class GetPayrollResultHandler(IPayrollReader payroll) : IRequestHandler<GetPayrollResult, PayrollAnswer>
{
    public async Task<PayrollAnswer> Handle(GetPayrollResult query, CancellationToken ct)
    {
        var result = await payroll.FindAsync(query.CompanyId, query.EmployeeId, query.Year, query.Month, ct);
        return new PayrollAnswer(result is null ? null : PayrollRow.WithLines(result));
    }
}
