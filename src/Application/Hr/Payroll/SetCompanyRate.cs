using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Companies;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>
/// Sets a company's own rate from a day on, such as <c>LAA_NBU_EE</c> of its accident policy; it wins over the country's and the canton's. A rate that ran
/// until then ends the day before, and the next one that is set already stays. <c>CODE.CATEGORY</c> is the rate of one category of employees.
/// </summary>
[RpcMethod("HR.set_company_rate"), RequiresPermission(Permissions.PayrollWrite)]
public sealed record SetCompanyRate(Guid CompanyId, string RateCode, decimal RateValue, DateOnly ValidFrom)
    : ICommand<CompanyRate>,
        ICompanyScoped,
        IUserScoped
{
    /// <summary>The last day; without one it stays until another is set.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where it stands: the policy, the agreement.</summary>
    public string? Source { get; init; }
    public string? FirebaseUserId { get; init; }
}

public sealed record CompanyRate(UsedRate Rate);

internal sealed class SetCompanyRateValidator : AbstractValidator<SetCompanyRate>
{
    private const int RateCodeMaxLength = 60;
    private const int SourceMaxLength = 200;
    private const decimal MaxValue = 99_999_999m;

    public SetCompanyRateValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.RateCode)
            .Must(code => code is { Length: <= RateCodeMaxLength } && RateRow.IsCode(code))
            .WithMessage("{PropertyName} must be a code such as LAA_NBU_EE or LAA_NBU_EE.A1.");
        RuleFor(c => c.RateValue)
            .Must(value => value is >= 0 and <= MaxValue && decimal.Round(value, 6) == value)
            .WithMessage("{PropertyName} must be from 0 to 99999999 with at most 6 decimals.");
        RuleFor(c => c.ValidFrom).BusinessDay();
        RuleFor(c => c.ValidTo).BusinessDay();
        RuleFor(c => c.ValidTo).GreaterThanOrEqualTo(c => c.ValidFrom).WithMessage("{PropertyName} must not be before valid_from.");
        RuleFor(c => c.Source)
            .Must(text => text is null || (text.Trim().Length is > 0 and <= SourceMaxLength && PlainText.IsPlain(text)))
            .WithMessage($"{{PropertyName}} must be a line of at most {SourceMaxLength} characters.");
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class SetCompanyRateHandler(IRateStore rates, ICompanyReader companies, TimeProvider clock)
    : IRequestHandler<SetCompanyRate, CompanyRate>
{
    private const string NoSource = "set by the company";

    public async Task<CompanyRate> Handle(SetCompanyRate command, CancellationToken ct)
    {
        var company = await companies.FindAsync(command.CompanyId, ct) ?? throw new AppException(HrErrors.CompanyNotFound);
        var country = company.CountryCode ?? throw PayrollFaults.NoCalculator(null);
        var unit =
            await rates.FindUnitAsync(country, RateRow.WithoutCategory(command.RateCode), ct)
            ?? throw new AppException(AppError.Invalid("rate_code", $"rate_code is not a rate of payroll in {country}."));
        if (unit == RateUnit.Fraction && command.RateValue > 1)
        {
            throw new AppException(AppError.Invalid("rate_value", "rate_value is a fraction of at most 1: 0.014 is 1.4 %."));
        }

        var own = await rates.ListOwnAsync(company.Id, command.RateCode, ct);
        var row = own.FirstOrDefault(rate => rate.ValidFrom == command.ValidFrom);
        if (row is null)
        {
            row = RateRow.Create(country, company.Id, command.RateCode, unit, command.ValidFrom, clock.GetUtcNow());
            rates.Add(row);
        }

        row.Take(own, command.RateValue, command.ValidTo);
        row.Source = command.Source?.Trim() ?? NoSource;
        row.Confidence = command.Source is null ? RateConfidence.Unsourced : RateConfidence.Sourced;
        return new CompanyRate(UsedRate.From(row));
    }
}
