using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Companies;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>The rates that a company's payroll goes by on a day (today, unless stated): the country's, those of cantons and agreements, and the company's own.</summary>
[RpcMethod("HR.list_rates"), RequiresPermission(Permissions.PayrollRead)]
public sealed record ListRates(Guid CompanyId, DateOnly? Date = null) : IQuery<RateList>, ICompanyScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }
}

public sealed record RateList(IReadOnlyList<UsedRate> Rates);

internal sealed class ListRatesValidator : AbstractValidator<ListRates>
{
    public ListRatesValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.Date).BusinessDay();
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class ListRatesHandler(IRateStore rates, ICompanyReader companies, TimeProvider clock)
    : IRequestHandler<ListRates, RateList>
{
    public async Task<RateList> Handle(ListRates query, CancellationToken ct)
    {
        if (await companies.FindAsync(query.CompanyId, ct) is not { CountryCode: { } country } company)
        {
            return new RateList([]);
        }

        var day = query.Date ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return new RateList([.. (await rates.ListAsync(country, company.Id, day, ct)).Select(UsedRate.From)]);
    }
}
