using static Pinnokio.Domain.Hr.Payroll.PayBases;

namespace Pinnokio.Domain.Hr.Payroll.Switzerland;

/// <summary>The lines of a Swiss payslip. The numbers are what people see; the rules go by the members.</summary>
internal static class SwissItems
{
    private const PayBases Insured = Avs | Ac | Laa | Ijm;
    private const PayBases Wage = Insured | Lpp | Tax | Periodic | PayBases.Thirteenth;

    public static PayItem MonthlySalary { get; } = Earning("1000", "Salaire mensuel", "Monthly salary", "Monatslohn", Wage);

    public static PayItem HourlyWage { get; } = Earning("1005", "Salaire horaire", "Hourly wage", "Stundenlohn", Wage | PayBases.Vacation);

    public static PayItem LessonWage { get; } =
        Earning("1006", "Salaire à la leçon", "Lesson wage", "Lektionenlohn", Wage | PayBases.Vacation);

    public static PayItem DailyWage { get; } = Earning("1007", "Salaire journalier", "Daily wage", "Tageslohn", Wage | PayBases.Vacation);

    public static PayItem Overtime { get; } = Earning("1061", "Heures supplémentaires", "Overtime", "Überstunden", Insured | Tax);

    // Supplements count for the pension of those paid by the hour, whose month is annualised.
    public static PayItem Sunday { get; } = Earning("1073", "Travail dominical", "Sunday work", "Sonntagsarbeit", Wage | PayBases.Vacation);

    public static PayItem Night { get; } = Earning("1076", "Travail de nuit", "Night work", "Nachtarbeit", Wage | PayBases.Vacation);

    public static PayItem Vacation { get; } =
        Earning("1160", "Indemnité de vacances", "Holiday pay supplement", "Ferienentschädigung", Wage);

    /// <summary>Paid every month with hourly wages.</summary>
    public static PayItem ThirteenthMonthly { get; } =
        Earning("1200", "13e salaire", "13th salary", "13. Monatslohn", Insured | Lpp | Tax | Periodic);

    /// <summary>Paid once, for months that are over.</summary>
    public static PayItem Thirteenth { get; } = ThirteenthMonthly with { Bases = Insured | Tax };
    public static PayItem Gratuity { get; } = Earning("1201", "Gratification", "Gratuity", "Gratifikation", Insured | Tax);
    public static PayItem Bonus { get; } = Earning("1210", "Bonus", "Bonus", "Bonus", Insured | Tax);
    public static PayItem Commission { get; } = Earning("1218", "Commission", "Commission", "Provision", Insured | Lpp | Tax | Periodic);

    public static PayItem ChildAllowance { get; } = Allowance("3000", "Allocation pour enfant", "Child allowance", "Kinderzulage");
    public static PayItem AvsEmployee { get; } =
        Contribution("5010", "Cotisation AVS/AI/APG", "AVS/AI/APG contribution", "AHV/IV/EO-Beitrag");

    public static PayItem AvsEmployer { get; } =
        Contribution("5011", "Cotisation AVS/AI/APG employeur", "AVS/AI/APG, employer", "AHV/IV/EO-Beitrag Arbeitgeber");

    public static PayItem AcEmployee { get; } =
        Contribution("5020", "Assurance-chômage", "Unemployment insurance", "Arbeitslosenversicherung");

    public static PayItem AcEmployer { get; } =
        Contribution("5021", "Assurance-chômage employeur", "Unemployment insurance, employer", "Arbeitslosenversicherung Arbeitgeber");

    public static PayItem FamilyFund { get; } =
        Contribution("5024", "Allocations familiales", "Family-allowance fund", "Familienausgleichskasse");

    public static PayItem EarlyChildhood { get; } = Contribution("5025", "Petite enfance", "Early childhood levy", "Kleinkinderbeitrag");

    public static PayItem Maternity { get; } =
        Contribution("5026", "Assurance maternité", "Maternity insurance", "Mutterschaftsversicherung");

    public static PayItem Training { get; } =
        Contribution("5027", "Formation professionnelle", "Vocational-training fund", "Berufsbildungsfonds");

    public static PayItem OccupationalAccident { get; } =
        Contribution("5030", "Accidents professionnels", "Occupational accident", "Berufsunfall");

    public static PayItem NonOccupationalAccident { get; } =
        Contribution("5031", "Accidents non professionnels", "Non-occupational accident", "Nichtberufsunfall");

    public static PayItem SicknessEmployee { get; } =
        Contribution("5050", "Indemnité journalière maladie", "Sickness insurance", "Krankentaggeldversicherung");

    public static PayItem SicknessEmployer { get; } =
        Contribution(
            "5051",
            "Indemnité journalière maladie employeur",
            "Sickness insurance, employer",
            "Krankentaggeldversicherung Arbeitgeber"
        );

    public static PayItem PensionEmployee { get; } =
        Contribution("5054", "Prévoyance professionnelle", "Pension fund", "Berufliche Vorsorge");

    public static PayItem PensionEmployer { get; } =
        Contribution("5055", "Prévoyance professionnelle employeur", "Pension fund, employer", "Berufliche Vorsorge Arbeitgeber");

    public static PayItem SourceTax { get; } = new("5060", PayItemKind.Tax, "Impôt à la source", "Source tax", "Quellensteuer");
    public static PayItem Expenses { get; } = Expense("6000", "Frais de voyage", "Travel expenses", "Reisespesen");
    public static PayItem Advance { get; } = new("6510", PayItemKind.Advance, "Avance", "Advance", "Vorschuss");

    /// <summary>What callers may add by number.</summary>
    public static IReadOnlyDictionary<string, PayItem> Addable { get; } =
        new[]
        {
            MonthlySalary,
            HourlyWage,
            LessonWage,
            DailyWage,
            Overtime,
            Earning("1065", "Travail supplémentaire", "Extra hours", "Mehrarbeit", Insured | Tax),
            Sunday,
            Night,
            Vacation,
            Earning("1161", "Indemnité jours fériés", "Public-holiday supplement", "Feiertagsentschädigung", Wage),
            Thirteenth,
            Gratuity,
            Bonus,
            Commission,
            Earning("2000", "Indemnité APG", "Income-compensation allowance", "EO-Entschädigung", Avs | Ac | Tax | Periodic),
            Earning("2030", "Indemnité journalière accident", "Accident daily allowance", "Unfalltaggeld", Tax | Periodic),
            Earning("2035", "Indemnité journalière maladie", "Sickness daily allowance", "Krankentaggeld", Tax | Periodic),
            Earning("2040", "Allocation de maternité", "Maternity allowance", "Mutterschaftsentschädigung", Avs | Ac | Tax | Periodic),
            ChildAllowance,
            Allowance("3010", "Allocation de formation", "Training allowance", "Ausbildungszulage"),
            Allowance("3032", "Allocation de naissance", "Birth allowance", "Geburtszulage") with
            {
                Bases = Tax,
            },
            Expenses,
            Expense("6001", "Frais de voiture", "Car expenses", "Autospesen"),
            Expense("6002", "Frais de repas", "Meal expenses", "Verpflegungsspesen"),
            Expense("6040", "Frais de représentation", "Representation expenses", "Repräsentationsspesen"),
            Advance,
        }.ToDictionary(item => item.Code);

    private static PayItem Earning(string code, string fr, string en, string de, PayBases bases) =>
        new(code, PayItemKind.Earning, fr, en, de) { Bases = bases };

    private static PayItem Allowance(string code, string fr, string en, string de) =>
        new(code, PayItemKind.Allowance, fr, en, de) { Bases = Tax | Periodic };

    private static PayItem Contribution(string code, string fr, string en, string de) => new(code, PayItemKind.Contribution, fr, en, de);

    private static PayItem Expense(string code, string fr, string en, string de) => new(code, PayItemKind.Expense, fr, en, de);
}
