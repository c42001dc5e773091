using System.Globalization;
using System.Text.Json;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll;

/// <summary>A Geneva employee of 6 500 a month, whose facts a test changes one by one; the rates are those of 2025 and 2026.</summary>
internal sealed class SwissSample
{
    private static readonly (string Code, decimal Value)[] Federal =
    [
        ("AVS_EE", 0.053m),
        ("AVS_ER", 0.053m),
        ("AVS_FROM_AGE", 18),
        ("AVS_RETIREE_ALLOWANCE", 1_400),
        ("AC_EE", 0.011m),
        ("AC_ER", 0.011m),
        ("AC_CAP_YEAR", 148_200),
        ("LAA_CAP_YEAR", 148_200),
        ("LAA_NBU_MIN_WEEKLY_HOURS", 8),
        ("LPP_ENTRY", 22_680),
        ("LPP_COORDINATION", 26_460),
        ("LPP_MAX_COORDINATED", 64_260),
        ("LPP_MIN_COORDINATED", 3_780),
        ("LPP_CREDIT_25_34", 0.07m),
        ("LPP_CREDIT_35_44", 0.10m),
        ("LPP_CREDIT_45_54", 0.15m),
        ("LPP_CREDIT_55_65", 0.18m),
        ("LPP_EE_SHARE", 0.5m),
        ("SUPPLEMENT_SUNDAY", 0.5m),
        ("SUPPLEMENT_NIGHT", 0.25m),
        ("SUPPLEMENT_OVERTIME", 0.25m),
        ("VACATION_PAY_4W", 0.0833m),
        ("VACATION_PAY_5W", 0.1064m),
        ("THIRTEENTH_HOURLY", 0.0833m),
    ];

    public Company Company { get; } = Sample.Company(countryCode: "CH");
    public Employee Employee { get; } = Sample.Employee(birth: "1987-03-14", hire: "2020-01-01");
    public List<Contract> Contracts { get; } = [Sample.Contract("2020-01-01")];
    public List<RateRow> Rates { get; } = [.. Federal.Select(rate => Rate(rate.Code, rate.Value))];
    public List<PayrollResult> Earlier { get; } = [];
    public PayrollMonth Month { get; set; } = new(2025, 1);
    public string? Variables { get; set; }
    public SourceTaxTable? SourceTax { get; set; }
    public string? SourceTaxModel { get; set; }

    public Contract Contract => Contracts[0];

    public static RateRow Rate(string code, decimal value, string? cluster = null, Guid? company = null) =>
        new()
        {
            Id = Guid.CreateVersion7(Sample.Now),
            ScopeCountry = "CH",
            ClusterCode = cluster,
            CompanyId = company,
            RateCode = code,
            Value = value,
            ValidFrom = new DateOnly(2025, 1, 1),
            Source = "test",
        };

    /// <summary>The insurances of the worked examples.</summary>
    public SwissSample Insure(decimal nonOccupational, decimal sickness, decimal occupational)
    {
        Rates.Add(Rate("LAA_NBU_EE", nonOccupational));
        Rates.Add(Rate("LAA_BU_ER", occupational));
        Rates.Add(Rate("IJM_EE", sickness));
        Rates.Add(Rate("IJM_ER", sickness));
        return this;
    }

    public SwissSample Geneva()
    {
        Rates.Add(Rate("AMAT_EE", 0.00032m, "CH-GE"));
        Rates.Add(Rate("AMAT_ER", 0.00032m, "CH-GE"));
        Rates.Add(Rate("AF_ER", 0.0228m, "CH-GE"));
        return this;
    }

    public SwissSample PaidByTheHour(decimal price)
    {
        (Contract.RemunerationType, Contract.BaseSalary, Contract.HourlyRate) = ("hourly", null, price);
        return this;
    }

    public Payslip Calculate() =>
        PayrollRules.Calculate(
            new PayrollInput
            {
                Company = Company,
                Employee = Employee,
                Contracts = [.. Contracts.Where(Month.Touches)],
                Month = Month,
                Rates = new RateTable(Rates, new RateScope("CH", Employee.ClusterCode, Company.Id, Month.Last)),
                Variables = PayrollVariables.Parse(Variables is null ? null : JsonElement.Parse(Variables), Employee.Id),
                YearToDate = YearToDate.Of(Earlier.Where(result => result.PeriodMonth < Month.Month)),
                SourceTax = SourceTax,
                SourceTaxModel = SourceTaxModel,
            }
        );

    /// <summary>The payslip of a month, which later months then know.</summary>
    public Payslip Pay(int month, string? variables = null)
    {
        (Month, Variables) = (new PayrollMonth(Month.Year, month), variables);
        var payslip = Calculate();
        Earlier.Add(
            new PayrollResult
            {
                PeriodYear = (short)Month.Year,
                PeriodMonth = (short)month,
                Ytd = payslip.Input.YearToDate.With(payslip.Bases),
            }
        );
        return payslip;
    }

    public static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}

internal static class PayslipReading
{
    public static PayrollLine Line(this Payslip payslip, string item) => payslip.Lines.Single(line => line.ItemCode == item);

    public static decimal? Ee(this Payslip payslip, string item) => payslip.Line(item).AmountEe;

    public static decimal? Er(this Payslip payslip, string item) => payslip.Line(item).AmountEr;

    public static bool Has(this Payslip payslip, string item) => payslip.Lines.Any(line => line.ItemCode == item);
}
