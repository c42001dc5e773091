using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Members;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Companies;

/// <summary>Creates the company of a mandate path, or brings the existing one up to date; its account becomes an owner of a new one.</summary>
/// <param name="CountryCode">ISO code; derived from <c>country</c> when absent.</param>
[RpcMethod("HR.ensure_company"), RequiresPermission(Permissions.HrWrite)]
public sealed record EnsureCompany(
    string AccountFirebaseUid,
    string MandatePath,
    string CompanyName,
    string Country,
    string? CountryCode = null,
    Optional<string?> Region = default,
    Optional<string?> RegionCode = default
) : CompanyFields, ICommand<EnsuredCompany>, IMandateScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }

    string IMandateScoped.MandatePath => Domain.Hr.MandatePath.Canonical(MandatePath);
}

public sealed record EnsuredCompany(Guid CompanyId, bool Created);

internal sealed class EnsureCompanyValidator : AbstractValidator<EnsureCompany>
{
    public EnsureCompanyValidator()
    {
        RuleFor(c => c.AccountFirebaseUid).NotEmpty().UserId();
        RuleFor(c => c.MandatePath).Must(MandatePath.IsValid).WithMessage("mandate_path is not a valid mandate path.");
        RuleFor(c => c.CompanyName).NotEmpty().MaximumLength(Company.NameMaxLength);
        RuleFor(c => c.CompanyName).Must(PlainText.IsPlain).WithMessage("company_name must be one line of text.");
        RuleFor(c => c.Country)
            .Must((c, country) => c.CountryCode is not null || CountryNames.ToCode(country) is not null)
            .WithMessage("country must be Switzerland or France, by name or code.");
        RuleFor(c => c.CountryCode)
            .Must(code => code is null || CountryNames.ToCode(code) is not null)
            .WithMessage("country_code must be CH or FR.");
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class EnsureCompanyHandler(ICompanyStore companies, IMemberStore members, TimeProvider clock)
    : IRequestHandler<EnsureCompany, EnsuredCompany>
{
    public async Task<EnsuredCompany> Handle(EnsureCompany command, CancellationToken ct)
    {
        var company = await companies.FindForUpsertAsync(MandatePath.Canonical(command.MandatePath), ct);
        var created = company is null;
        if (company is null)
        {
            var now = clock.GetUtcNow();
            var account = await companies.EnsureAccountAsync(command.AccountFirebaseUid, ct);
            var code = CountryNames.ToCode(command.CountryCode ?? command.Country);
            company = Company.Create(account, command.MandatePath, command.CompanyName, command.Country, now, code);
            companies.Add(company);
            var today = DateOnly.FromDateTime(now.UtcDateTime);
            members.Add(CompanyMember.Create(company.Id, command.AccountFirebaseUid, MemberRoles.Owner, today, now));
        }

        company.Name = command.CompanyName;
        company.Country = command.Country;
        company.CountryCode = CountryNames.ToCode(command.CountryCode ?? command.Country);
        Changes<EnsureCompany, Company>.Apply(command, company);
        company.EnsureConsistent();
        return new EnsuredCompany(company.Id, created);
    }
}
