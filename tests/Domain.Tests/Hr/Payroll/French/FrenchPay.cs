using System.Globalization;
using System.Text.Json;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Domain.Tests.Hr.Payroll.French;

/// <summary>A French employee's month, by default that of a technician in June 2026 at 24.00 an hour; each test changes what it is about.</summary>
internal sealed class FrenchPay
{
    private static readonly Guid _companyId = new("00000000-0000-0000-0000-0000000000c0");

    public Company Company { get; } =
        new()
        {
            Id = _companyId,
            CountryCode = "FR",
            Currency = "EUR",
            FrHeadcountBand = "<11",
        };

    public Employee Employee { get; } =
        new()
        {
            Id = new Guid("00000000-0000-0000-0000-0000000000e0"),
            CompanyId = _companyId,
            ClusterCode = "FR-3090",
            BirthDate = new DateOnly(1988, 3, 4),
            HireDate = new DateOnly(2026, 1, 1),
            ArtistTechnicianAnnex = "8",
            ProfessionalStatus = "non_cadre",
            PasRateKind = "personal",
            PasRate = 0.035m,
        };

    public List<Contract> Contracts { get; } = [Engagement(1, 30)];
    public PayrollMonth Month { get; set; } = new(2026, 6);
    public string Variables { get; set; } = """{"hours": 96}""";
    public List<PayrollResult> Earlier { get; } = [];
    public Dictionary<string, decimal> Rates { get; } = FrenchRateRows.All();

    public static FrenchPay Technician(string variables = """{"hours": 96}""") => new() { Variables = variables };

    public static FrenchPay Artist(string variables)
    {
        var pay = new FrenchPay { Variables = variables };
        pay.Employee.ArtistTechnicianAnnex = "10";
        pay.Contracts[0].RemunerationType = RemunerationType.Cachet;
        return pay;
    }

    /// <summary>An employee of an ordinary company, on monthly pay.</summary>
    public static FrenchPay Monthly(decimal salary)
    {
        var pay = new FrenchPay { Variables = "{}" };
        (pay.Employee.ArtistTechnicianAnnex, pay.Employee.ClusterCode) = (null, "FR-2717");
        var contract = pay.Contracts[0];
        (contract.RemunerationType, contract.BaseSalary, contract.HourlyRate) = (RemunerationType.Monthly, salary, null);
        (contract.WeeklyHours, contract.StartDate, contract.EndDate) = (35m, new DateOnly(2026, 1, 1), null);
        return pay;
    }

    public static Contract Engagement(int first, int last) =>
        new()
        {
            Id = new Guid(first, 0, 0, new byte[8]),
            ContractType = "FR_CDDU",
            Currency = "EUR",
            RemunerationType = RemunerationType.Hourly,
            HourlyRate = 24m,
            CachetRate = 150m,
            WeeklyHours = 35m,
            StartDate = new DateOnly(2026, 6, first),
            EndDate = new DateOnly(2026, 6, last),
        };

    public Payslip Calculate()
    {
        using var variables = JsonDocument.Parse(Variables);
        return PayrollRules.Calculate(
            new PayrollInput
            {
                Company = Company,
                Employee = Employee,
                Contracts = Contracts,
                Month = Month,
                Rates = new RateTable(Rates.Select(FrenchRateRows.Row), new RateScope("FR", Employee.ClusterCode, Company.Id, Month.Last)),
                Variables = PayrollVariables.Parse(variables.RootElement, Employee.Id),
                YearToDate = YearToDate.Of(Earlier),
            }
        );
    }
}

/// <summary>The French values of 2026 as the domain's description lists them; those of one agreement begin with its code.</summary>
internal static class FrenchRateRows
{
    private const string Text = """
        FR_PSS_MONTH 4005; FR_PSS_HOUR 30; FR_PSS_SHORT_HOURS 12; FR_PSS_SHORT_BELOW_DAYS 5; FR_SMIC_HOUR 12.31
        FR_OVERTIME_25 0.25; FR_OVERTIME_50 0.5; FR_COMPLEMENTARY_10 0.1; FR_COMPLEMENTARY_25 0.25
        FR_DFS.25 0.18; FR_DFS.20 0.16; FR_DFS_YEAR_CAP 7600; FR_ARTIST_FACTOR 0.7; FR_CACHET_HOURS 12
        FR_HEALTH_ER 0.13; FR_CSA_ER 0.003; FR_VP_EE 0.069; FR_VP_ER 0.0855; FR_VD_EE 0.004; FR_VD_ER 0.0211; FR_FAMILY_ER 0.0525
        FR_FNAL_CAPPED_ER 0.001; FR_FNAL_UNCAPPED_ER 0.005; FR_ACCIDENT_ER 0.011
        FR_UNEMPLOYMENT_ER 0.04; FR_UNEMPLOYMENT_SPECIFIC_EE 0.024; FR_UNEMPLOYMENT_SPECIFIC_ER 0.05; FR_UNEMPLOYMENT_CAPS 4; FR_AGS_ER 0.0025
        FR_PENSION_T1_EE 0.0315; FR_PENSION_T1_ER 0.0472; FR_PENSION_T2_EE 0.0864; FR_PENSION_T2_ER 0.1295; FR_PENSION_T2_CAPS 8
        FR_CEG_T1_EE 0.0086; FR_CEG_T1_ER 0.0129; FR_CEG_T2_EE 0.0108; FR_CEG_T2_ER 0.0162; FR_CET_EE 0.0014; FR_CET_ER 0.0021
        FR_APEC_EE 0.00024; FR_APEC_ER 0.00036; FR_APEC_CAPS 4; FR_PROVIDENT_ER.CADRE 0.015
        FR_CSG_SHARE 0.9825; FR_CSG_CAPS 4; FR_CSG_DEDUCTIBLE_EE 0.068; FR_CSG_TAXED_EE 0.024; FR_CRDS_EE 0.005
        FR_PAID_LEAVE_ER 0.154; FR_TRAINING_ER 0.01; FR_TRAINING_ER.UNDER_11 0.0055; FR_SOCIAL_DIALOGUE_ER 0.00016
        FR_RGDU_MIN 0.02; FR_RGDU_DELTA.UNDER_50 0.3781; FR_RGDU_DELTA.FROM_50 0.3821; FR_RGDU_SMICS 3
        FR_PAS_SHORT_MONTHS 2; FR_PAS_SHORT_ALLOWANCE 747.53
        FR-3090:FR_PENSION_T1_EE.TECHNICIAN 0.0393; FR-3090:FR_PENSION_T1_ER.TECHNICIAN 0.0394
        FR-3090:FR_PENSION_T1_EE.ARTIST 0.0444; FR-3090:FR_PENSION_T1_ER.ARTIST 0.0445
        FR-3090:FR_PENSION_T2_EE.TECHNICIAN 0.1079; FR-3090:FR_PENSION_T2_ER.TECHNICIAN 0.108
        FR-3090:FR_PENSION_T2_EE.ARTIST 0.1079; FR-3090:FR_PENSION_T2_ER.ARTIST 0.108
        FR-3090:FR_PROVIDENT_ER.NON_CADRE 0.012; FR-3090:FR_TRAINING_ER.INTERMITTENT 0.021; FR-3090:FR_FCAP_ER 0.001
        """;

    private static readonly (decimal To, decimal Rate)[] _grid =
    [
        (1635, 0m),
        (1698, 0.005m),
        (1807, 0.013m),
        (1928, 0.021m),
        (2060, 0.029m),
        (2170, 0.035m),
        (2315, 0.041m),
        (2738, 0.053m),
        (3135, 0.075m),
        (3571, 0.099m),
        (4019, 0.119m),
        (4690, 0.138m),
        (5624, 0.158m),
        (7037, 0.179m),
        (8789, 0.20m),
        (12200, 0.24m),
        (16523, 0.28m),
        (25937, 0.33m),
        (55558, 0.38m),
        (0, 0.43m),
    ];

    public static Dictionary<string, decimal> All()
    {
        var rates = Text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(' '))
            .ToDictionary(entry => entry[0], entry => decimal.Parse(entry[1], CultureInfo.InvariantCulture));
        for (var step = 1; step <= _grid.Length; step++)
        {
            rates[$"FR_PAS_NEUTRAL_{step:00}_RATE"] = _grid[step - 1].Rate;
            if (step < _grid.Length)
            {
                rates[$"FR_PAS_NEUTRAL_{step:00}_TO"] = _grid[step - 1].To;
            }
        }

        return rates;
    }

    public static RateRow Row(KeyValuePair<string, decimal> rate)
    {
        var code = rate.Key.Split(':');
        return new RateRow
        {
            Id = new Guid(string.GetHashCode(rate.Key, StringComparison.Ordinal), 0, 0, new byte[8]),
            ScopeCountry = "FR",
            ClusterCode = code.Length > 1 ? code[0] : null,
            RateCode = code[^1],
            Value = rate.Value,
            ValidFrom = new DateOnly(2026, 1, 1),
        };
    }
}
