using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Companies;

/// <summary>Changes the given fields of a company; with <c>expected_version</c> only if nobody changed it meanwhile.</summary>
[RpcMethod("HR.update_company"), RequiresPermission(Permissions.HrWrite)]
public sealed record UpdateCompany(Guid CompanyId) : CompanyFields, ICommand<UpdatedCompany>, IPartialUpdate, ICompanyScoped, IUserScoped
{
    public Optional<string> Name { get; init; }
    public Optional<string> Country { get; init; }
    public Optional<string> CountryCode { get; init; }
    public Optional<string?> Region { get; init; }
    public Optional<string?> RegionCode { get; init; }

    /// <summary>The <c>row_version</c> that the caller read; another one is refused as a conflict.</summary>
    public long? ExpectedVersion { get; init; }
    public string? FirebaseUserId { get; init; }
}

public sealed record UpdatedCompany(bool Success, CompanyView Company);

internal sealed class UpdateCompanyValidator : AbstractValidator<UpdateCompany>
{
    public UpdateCompanyValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        this.WhenGiven(c => c.Country, v => CountryNames.ToCode(v) is not null, "must be Switzerland or France, by name or code");
        this.WhenGiven(c => c.CountryCode, v => CountryNames.ToCode(v) == v, "must be CH or FR");
        RuleFor(c => c.ExpectedVersion).GreaterThan(0);
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class UpdateCompanyHandler(ICompanyStore companies, IUnitOfWork unitOfWork) : IRequestHandler<UpdateCompany, UpdatedCompany>
{
    public async Task<UpdatedCompany> Handle(UpdateCompany command, CancellationToken ct)
    {
        var company = await companies.FindAsync(command.CompanyId, ct) ?? throw new AppException(HrErrors.CompanyNotFound);
        company.EnsureVersion(command.ExpectedVersion);
        Changes<UpdateCompany, Company>.Apply(command, company);
        if (command.Country.IsGiven && !command.CountryCode.IsGiven)
        {
            company.CountryCode = CountryNames.ToCode(command.Country.Value);
        }

        company.EnsureConsistent();
        await unitOfWork.SaveAsync(ct); // so that the answer shows the new version
        return new UpdatedCompany(true, CompanyView.From(company));
    }
}
