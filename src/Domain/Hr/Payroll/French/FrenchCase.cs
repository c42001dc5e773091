using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll.French;

/// <summary>Who is paid, in the terms that French rules ask for.</summary>
internal sealed class FrenchCase(PayrollInput input)
{
    private const string TechnicianAnnex = "8";
    private const string ArtistAnnex = "10";

    public PayrollInput Input { get; } = input;
    public Employee Employee => Input.Employee;
    public RateTable Rates => Input.Rates;
    public PayrollVariables Variables => Input.Variables;

    public bool IsArtist => Employee.ArtistTechnicianAnnex == ArtistAnnex;
    public bool IsIntermittent => Employee.ArtistTechnicianAnnex is TechnicianAnnex or ArtistAnnex;
    public bool IsCadre => Employee.ProfessionalStatus == "cadre";

    /// <summary>The category of annexes 8 and 10; null for everybody else.</summary>
    public string? Trade => IsIntermittent ? (IsArtist ? "ARTIST" : "TECHNICIAN") : null;

    /// <summary>The code of the trade's own rate where rates are agreed per trade, so that a missing one is named and never taken from elsewhere.</summary>
    public string OfTrade(string code) => Trade is { } trade ? $"{code}.{trade}" : code;

    public bool HasFiftyOrMore => Headcount == "50+";

    public string Headcount =>
        Input.Company.FrHeadcountBand
        ?? throw new DomainRuleException(
            "company_headcount_missing",
            "The company has no headcount band (fr_headcount_band), which French rates depend on.",
            "company_id"
        );
}
