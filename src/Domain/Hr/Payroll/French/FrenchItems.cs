namespace Pinnokio.Domain.Hr.Payroll.French;

/// <summary>The lines of a French payslip. Every earning is subject to contributions; what is not goes to expenses or allowances.</summary>
public static class FrenchItems
{
    public static readonly PayItem Salary = Earning("F100", "Salaire de base", "Base salary", "Grundlohn");
    public static readonly PayItem Hours = Earning("F110", "Heures normales", "Normal hours", "Normalstunden");
    public static readonly PayItem Overtime25 = Earning("F120", "Heures supplémentaires 25 %", "Overtime 25 %", "Überstunden 25 %");
    public static readonly PayItem Overtime50 = Earning("F121", "Heures supplémentaires 50 %", "Overtime 50 %", "Überstunden 50 %");
    public static readonly PayItem Complementary = Earning(
        "F125",
        "Heures complémentaires",
        "Part-time extra hours",
        "Mehrstunden Teilzeit"
    );
    public static readonly PayItem Cachets = Earning("F130", "Cachets", "Performance fees", "Gagen");
    public static readonly PayItem Bonus = Earning("F140", "Prime", "Bonus", "Prämie");
    public static readonly PayItem EndOfContract = Earning(
        "F150",
        "Indemnité de fin de contrat",
        "End-of-contract indemnity",
        "Vertragsende-Entschädigung"
    );

    public static readonly PayItem Health = Contribution("C210", "Maladie, maternité", "Health", "Krankheit");
    public static readonly PayItem Autonomy = Contribution(
        "C211",
        "Solidarité autonomie (CSA)",
        "Autonomy solidarity",
        "Solidaritätsbeitrag"
    );
    public static readonly PayItem OldAgeCapped = Contribution("C220", "Vieillesse plafonnée", "Old age, capped", "Alter, begrenzt");
    public static readonly PayItem OldAgeUncapped = Contribution(
        "C221",
        "Vieillesse déplafonnée",
        "Old age, uncapped",
        "Alter, unbegrenzt"
    );
    public static readonly PayItem Family = Contribution("C230", "Allocations familiales", "Family allowances", "Familienzulagen");
    public static readonly PayItem Housing = Contribution("C240", "FNAL", "Housing fund", "Wohnungsfonds");
    public static readonly PayItem Accidents = Contribution("C250", "Accidents du travail", "Occupational accidents", "Arbeitsunfälle");
    public static readonly PayItem Unemployment = Contribution("C260", "Chômage (général)", "Unemployment, general", "Arbeitslosigkeit");
    public static readonly PayItem UnemploymentSpecific = Contribution(
        "C261",
        "Chômage intermittents (spécifique)",
        "Unemployment, annexes 8/10",
        "Arbeitslosigkeit, Anhänge 8/10"
    );
    public static readonly PayItem WageGuarantee = Contribution("C262", "AGS", "Wage guarantee", "Lohngarantie");
    public static readonly PayItem Pension1 = Contribution(
        "C270",
        "Retraite complémentaire T1",
        "Supplementary pension T1",
        "Zusatzrente T1"
    );
    public static readonly PayItem Pension2 = Contribution(
        "C271",
        "Retraite complémentaire T2",
        "Supplementary pension T2",
        "Zusatzrente T2"
    );
    public static readonly PayItem Balance1 = Contribution("C272", "CEG T1", "General balance T1", "Gleichgewichtsbeitrag T1");
    public static readonly PayItem Balance2 = Contribution("C273", "CEG T2", "General balance T2", "Gleichgewichtsbeitrag T2");
    public static readonly PayItem TechnicalBalance = Contribution("C274", "CET", "Technical balance", "Technischer Ausgleich");
    public static readonly PayItem Apec = Contribution("C275", "APEC", "Executives", "Kader");
    public static readonly PayItem Provident = Contribution("C280", "Prévoyance", "Provident cover", "Vorsorge");
    public static readonly PayItem CsgDeductible = Contribution("C290", "CSG déductible", "CSG, deductible", "CSG abziehbar");
    public static readonly PayItem CsgTaxed = Contribution("C291", "CSG non déductible", "CSG, not deductible", "CSG nicht abziehbar");
    public static readonly PayItem Crds = Contribution("C292", "CRDS", "CRDS", "CRDS");
    public static readonly PayItem LeaveFund = Contribution("C300", "Congés spectacles", "Entertainment holiday fund", "Ferienkasse Bühne");
    public static readonly PayItem Training = Contribution("C310", "Formation professionnelle", "Vocational training", "Berufsbildung");
    public static readonly PayItem SocialDialogue = Contribution("C320", "Dialogue social", "Social dialogue", "Sozialdialog");
    public static readonly PayItem Fcap = Contribution("C330", "FCAP", "FCAP", "FCAP");
    public static readonly PayItem Reduction = Contribution(
        "R400",
        "Réduction générale (RGDU)",
        "General reduction",
        "Allgemeine Ermässigung"
    );
    public static readonly PayItem Withholding = new(
        "T500",
        PayItemKind.Tax,
        "Prélèvement à la source",
        "Income-tax withholding",
        "Lohnsteuerabzug"
    );

    public static readonly PayItem Expenses = new("X600", PayItemKind.Expense, "Frais professionnels", "Expenses", "Spesen");
    public static readonly PayItem Allowance = new(
        "X610",
        PayItemKind.Allowance,
        "Indemnité non soumise",
        "Allowance free of contributions",
        "Beitragsfreie Zulage"
    );
    public static readonly PayItem Advance = new("X650", PayItemKind.Advance, "Acompte", "Advance", "Vorschuss");

    /// <summary>Those that a caller may give as further lines.</summary>
    public static IReadOnlyDictionary<string, PayItem> Addable { get; } =
        new[]
        {
            Salary,
            Hours,
            Overtime25,
            Overtime50,
            Complementary,
            Cachets,
            Bonus,
            EndOfContract,
            Expenses,
            Allowance,
            Advance,
        }.ToDictionary(item => item.Code, StringComparer.Ordinal);

    private static PayItem Earning(string code, string fr, string en, string de) =>
        new(code, PayItemKind.Earning, fr, en, de) { Bases = PayBases.Social };

    private static PayItem Contribution(string code, string fr, string en, string de) => new(code, PayItemKind.Contribution, fr, en, de);
}
