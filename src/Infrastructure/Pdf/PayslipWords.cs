using Pinnokio.Domain.Common;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>The words of a payslip in one language.</summary>
internal sealed record PayslipWords
{
    public required string Language { get; init; }
    public required string TitleSwiss { get; init; }
    public required string TitleFrench { get; init; }
    public required string Correction { get; init; }
    public required string Draft { get; init; }
    public required string DraftHint { get; init; }
    public required string Validated { get; init; }
    public required string PaidOn { get; init; }
    public required string Payment { get; init; }
    public required string Account { get; init; }
    public required string Identifier { get; init; }
    public required string AvsNumber { get; init; }
    public required string Nir { get; init; }
    public required string JobTitle { get; init; }
    public required string Contract { get; init; }
    public required string HiredOn { get; init; }
    public required string ActivityRate { get; init; }
    public required string Agreement { get; init; }
    public required string WorkedTime { get; init; }
    public required string Description { get; init; }
    public required string Base { get; init; }
    public required string Rate { get; init; }
    public required string Employee { get; init; }
    public required string Employer { get; init; }

    /// <summary>In the order of <see cref="PayslipSection"/>.</summary>
    public required IReadOnlyList<string> Sections { get; init; }
    public required string Gross { get; init; }
    public required string TotalContributions { get; init; }
    public required string NetBeforeTax { get; init; }
    public required string Tax { get; init; }
    public required string NetPayable { get; init; }
    public required string EmployerContributions { get; init; }
    public required string EmployerCost { get; init; }
    public required string Summary { get; init; }
    public required string YearToDate { get; init; }
    public required string Page { get; init; }
    public required string KeepForever { get; init; }
    public required IReadOnlyList<string> Months { get; init; }
    public required IReadOnlyDictionary<string, string> Units { get; init; }

    /// <summary>Italian readers get French, as everywhere.</summary>
    public static PayslipWords In(string language) =>
        language switch
        {
            Domain.Common.Language.English => English,
            Domain.Common.Language.German => German,
            _ => French,
        };

    public string Month(int year, int month) => $"{Months[month - 1]} {year}";

    private static PayslipWords French { get; } =
        new()
        {
            Language = Domain.Common.Language.French,
            TitleSwiss = "Décompte de salaire",
            TitleFrench = "Bulletin de paie",
            Correction = "Correctif n° {0}",
            Draft = "BROUILLON",
            DraftHint = "Brouillon, non validé",
            Validated = "Validé, à payer",
            PaidOn = "Payé le {0}",
            Payment = "Paiement",
            Account = "Compte",
            Identifier = "Matricule",
            AvsNumber = "N° AVS",
            Nir = "N° de sécurité sociale",
            JobTitle = "Fonction",
            Contract = "Contrat",
            HiredOn = "Date d’entrée",
            ActivityRate = "Taux d’activité",
            Agreement = "Convention collective",
            WorkedTime = "Période travaillée",
            Description = "Désignation",
            Base = "Base",
            Rate = "Taux",
            Employee = "Salarié",
            Employer = "Employeur",
            Sections = ["Rémunération", "Cotisations sociales", "Impôt", "Allocations", "Frais", "Acomptes", "Pour information"],
            Gross = "Salaire brut",
            TotalContributions = "Total des cotisations",
            NetBeforeTax = "Net avant impôt",
            Tax = "Impôt prélevé",
            NetPayable = "Net à payer",
            EmployerContributions = "Charges de l’employeur",
            EmployerCost = "Coût total pour l’employeur",
            Summary = "Récapitulatif",
            YearToDate = "Cumul {0}",
            Page = "Page {0} / {1}",
            KeepForever =
                "Dans votre intérêt et pour vous aider à faire valoir vos droits, conservez ce bulletin de paie sans limitation de durée. "
                + "Informations sur le bulletin de paie : www.service-public.fr.",
            Months = "Janvier Février Mars Avril Mai Juin Juillet Août Septembre Octobre Novembre Décembre".Split(' '),
            Units = UnitNames("h", "j", "cachets", "pièces", "leçons"),
        };

    private static PayslipWords English { get; } =
        new()
        {
            Language = Domain.Common.Language.English,
            TitleSwiss = "Payslip",
            TitleFrench = "Payslip",
            Correction = "Correction no. {0}",
            Draft = "DRAFT",
            DraftHint = "Draft, not validated",
            Validated = "Validated, to be paid",
            PaidOn = "Paid on {0}",
            Payment = "Payment",
            Account = "Account",
            Identifier = "Employee no.",
            AvsNumber = "AHV/AVS no.",
            Nir = "Social security no.",
            JobTitle = "Position",
            Contract = "Contract",
            HiredOn = "Hired on",
            ActivityRate = "Activity rate",
            Agreement = "Collective agreement",
            WorkedTime = "Time worked",
            Description = "Description",
            Base = "Base",
            Rate = "Rate",
            Employee = "Employee",
            Employer = "Employer",
            Sections = ["Earnings", "Social contributions", "Tax", "Allowances", "Expenses", "Advances", "For information"],
            Gross = "Gross pay",
            TotalContributions = "Total contributions",
            NetBeforeTax = "Net before tax",
            Tax = "Tax withheld",
            NetPayable = "Net payable",
            EmployerContributions = "Employer contributions",
            EmployerCost = "Total cost to the employer",
            Summary = "Summary",
            YearToDate = "{0} to date",
            Page = "Page {0} / {1}",
            KeepForever =
                "In your own interest, and to help you assert your rights, keep this payslip without limit of time. "
                + "About the payslip: www.service-public.fr.",
            Months = "January February March April May June July August September October November December".Split(' '),
            Units = UnitNames("h", "d", "fees", "pieces", "lessons"),
        };

    private static PayslipWords German { get; } =
        new()
        {
            Language = Domain.Common.Language.German,
            TitleSwiss = "Lohnabrechnung",
            TitleFrench = "Lohnabrechnung",
            Correction = "Korrektur Nr. {0}",
            Draft = "ENTWURF",
            DraftHint = "Entwurf, nicht freigegeben",
            Validated = "Freigegeben, zur Zahlung",
            PaidOn = "Bezahlt am {0}",
            Payment = "Zahlung",
            Account = "Konto",
            Identifier = "Personal-Nr.",
            AvsNumber = "AHV-Nr.",
            Nir = "Sozialversicherungs-Nr.",
            JobTitle = "Funktion",
            Contract = "Vertrag",
            HiredOn = "Eintritt",
            ActivityRate = "Beschäftigungsgrad",
            Agreement = "Gesamtarbeitsvertrag",
            WorkedTime = "Geleistete Zeit",
            Description = "Bezeichnung",
            Base = "Basis",
            Rate = "Satz",
            Employee = "Arbeitnehmer",
            Employer = "Arbeitgeber",
            Sections = ["Lohn", "Sozialabgaben", "Steuer", "Zulagen", "Spesen", "Vorschüsse", "Zur Information"],
            Gross = "Bruttolohn",
            TotalContributions = "Total Abzüge",
            NetBeforeTax = "Nettolohn vor Steuer",
            Tax = "Abgezogene Steuer",
            NetPayable = "Auszahlung",
            EmployerContributions = "Arbeitgeberbeiträge",
            EmployerCost = "Gesamtkosten des Arbeitgebers",
            Summary = "Zusammenfassung",
            YearToDate = "Total {0}",
            Page = "Seite {0} / {1}",
            KeepForever =
                "Bewahren Sie diese Lohnabrechnung in Ihrem eigenen Interesse und zur Wahrung Ihrer Rechte unbefristet auf. "
                + "Auskunft zur Lohnabrechnung: www.service-public.fr.",
            Months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".Split(' '),
            Units = UnitNames("h", "Tg.", "Gagen", "Stück", "Lektionen"),
        };

    private static Dictionary<string, string> UnitNames(string hour, string day, string cachet, string piece, string lesson) =>
        new()
        {
            ["hour"] = hour,
            ["day"] = day,
            ["cachet"] = cachet,
            ["piece"] = piece,
            ["lesson"] = lesson,
        };
}
