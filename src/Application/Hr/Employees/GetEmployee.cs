using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>One employee with all columns, or null. Sensitive numbers are masked unless <c>include_sensitive</c> asks for them.</summary>
[RpcMethod("HR.get_employee"), RequiresPermission(Permissions.HrRead)]
public sealed record GetEmployee(Guid CompanyId, Guid EmployeeId)
    : IQuery<EmployeeAnswer>,
        ICompanyScoped,
        IUserScoped,
        IAsksForMore,
        ICacheable
{
    private static readonly FurtherPermission s_sensitive = new(Permissions.HrSensitive, "include_sensitive");

    /// <summary>Shows AVS number, NIR and IBAN in clear, which no viewer may ask for; such an answer is never cached.</summary>
    public bool IncludeSensitive { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    FurtherPermission? IAsksForMore.More => IncludeSensitive ? s_sensitive : null;

    CacheSpec? ICacheable.Cache =>
        FirebaseUserId is { Length: > 0 } user && !IncludeSensitive ? HrCache.EmployeeOf(user, CompanyId, EmployeeId) : null;
}

public sealed record EmployeeAnswer(Payload<EmployeeView?> Employee, DataSource Source) : ICachedAnswer<EmployeeAnswer>
{
    Payload ICachedAnswer<EmployeeAnswer>.Payload => Employee;

    static EmployeeAnswer ICachedAnswer<EmployeeAnswer>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache);
}

internal sealed class GetEmployeeValidator : AbstractValidator<GetEmployee>
{
    public GetEmployeeValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.EmployeeId).NotEmpty();
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class GetEmployeeHandler(IEmployeeReader employees, ISensitiveNumbers numbers)
    : IRequestHandler<GetEmployee, EmployeeAnswer>
{
    public async Task<EmployeeAnswer> Handle(GetEmployee query, CancellationToken ct)
    {
        var employee = await employees.FindAsync(query.CompanyId, query.EmployeeId, ct);
        var view =
            employee is null ? null
            : query.IncludeSensitive ? EmployeeView.Reveal(employee, numbers)
            : EmployeeView.From(employee);
        return new EmployeeAnswer(Payload.Of(view), DataSource.Database);
    }
}
