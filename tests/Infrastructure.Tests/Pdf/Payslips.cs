using System.Text.Json;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Pdf;

namespace Pinnokio.Infrastructure.Tests.Pdf;

/// <summary>Facts of payslips with sensible values; a test changes those that it is about.</summary>
internal static class Payslips
{
    private static readonly DateTimeOffset s_now = new(2025, 1, 25, 9, 0, 0, TimeSpan.Zero);

    public static PayslipFacts Swiss(string language = "fr", string status = "validated") =>
        Of(
            Company.Create(Guid.CreateVersion7(), "comptes/a/mandats/b", "Œuvre & Cie SA", "Suisse", s_now, "CH"),
            language,
            status,
            [
                new()
                {
                    Quantity = 1,
                    Unit = "month",
                    UnitPrice = 6500m,
                    AmountEe = 6500m,
                    ItemCode = "1000",
                    Labels = Labels("Salaire", "Pay", "Lohn"),
                },
                Contribution("5010", 6500m, 0.053m, 344.50m),
                new()
                {
                    ItemCode = "5024",
                    Labels = Labels("FAK"),
                    Base = 6500m,
                    RateEr = 0.0228m,
                    AmountEr = 148.20m,
                },
                new()
                {
                    ItemCode = "5060",
                    Labels = Labels("Impôt à la source"),
                    Base = 6500m,
                    RateEe = 0.1m,
                    AmountEe = 650m,
                },
                new()
                {
                    ItemCode = "6000",
                    Labels = Labels("Frais de voyage"),
                    AmountEe = 24.50m,
                },
            ],
            result =>
            {
                (result.Gross, result.TotalEe, result.TotalEr, result.NetBeforeTax) = (6500m, 344.50m, 492.70m, 6155.50m);
                (result.Tax, result.Expenses, result.NetPayable, result.EmployerCost) = (650m, 24.50m, 5530m, 6992.70m);
            }
        );

    public static PayslipFacts French(string language = "fr", int contributions = 40)
    {
        var company = Company.Create(Guid.CreateVersion7(), "comptes/a/mandats/c", "Théâtre de l’Île SAS", "France", s_now, "FR");
        company.Siret = "73282932000074";
        var lines = Enumerable.Range(1, contributions).Select(i => Contribution($"C{i}", 2304m, 0.01m, 23.04m));
        return Of(
            company,
            language,
            "paid",
            [
                new()
                {
                    ItemCode = "F110",
                    Labels = Labels("Heures normales"),
                    Quantity = 96,
                    Unit = "hour",
                    UnitPrice = 24m,
                    AmountEe = 2304m,
                },
                .. lines,
            ],
            result =>
            {
                (result.Gross, result.Currency, result.WorkedMinutes) = (2304m, "EUR", 96 * 60);
                result.PaidAt = s_now;
            }
        );
    }

    public static string Labels(string fr, string? en = null, string? de = null) =>
        JsonSerializer.Serialize(
            new Dictionary<string, string?>
            {
                ["fr"] = fr,
                ["en"] = en,
                ["de"] = de,
            }
        );

    private static PayslipFacts Of(
        Company company,
        string language,
        string status,
        IReadOnlyList<PayrollLine> lines,
        Action<PayrollResult> edit
    )
    {
        var employee = Employee.Create(company.Id, "E-17", "Zoé", "Großłęcki", new(1990, 2, 28), "CH-GE", new(2020, 3, 1), s_now);
        employee.Language = language;
        employee.AvsNumber = new EncryptedNumber([1], [1], "756.••••.••••.97");
        var contract = Contract.Create(company.Id, employee.Id, "CDI", new(2020, 3, 1), 6500m, s_now);
        contract.JobTitle = "Façadière";
        var result = new PayrollResult
        {
            Id = Guid.CreateVersion7(),
            CreatedAt = s_now,
            PeriodYear = 2025,
            PeriodMonth = 1,
            PeriodStart = new(2025, 1, 1),
            PeriodEnd = new(2025, 1, 31),
            Status = status,
        };
        edit(result);
        for (var i = 0; i < lines.Count; i++)
        {
            lines[i].LineNo = i + 1;
            result.Lines.Add(lines[i]);
        }

        var type = new ContractType
        {
            LabelFr = "CDI au mois",
            LabelEn = "Open-ended, monthly pay",
            LabelDe = "Unbefristet, Monatslohn",
        };
        var month = PayslipTotals.Of(result);
        return new PayslipFacts(result, company, employee, contract, type, month + month);
    }

    private static PayrollLine Contribution(string code, decimal @base, decimal rate, decimal amount) =>
        new()
        {
            ItemCode = code,
            Labels = Labels($"Cotisation {code}"),
            Base = @base,
            RateEe = rate,
            RateEr = rate,
            AmountEe = amount,
            AmountEr = amount,
        };
}
