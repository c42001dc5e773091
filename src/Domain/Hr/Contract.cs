using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>An engagement of an employee on terms of pay and time; both ends of its range are inclusive. Provisions is JSON.</summary>
public sealed partial class Contract : Entity
{
    public const int ReferenceMaxLength = 64;
    public const int ConcurrencyGroupMaxLength = 64;
    public const int CodeMaxLength = 40;
    public const int JobTitleMaxLength = 200;
    public const int ReasonMaxLength = 200;
    public const string MainGroup = "main";
    public const decimal DefaultWorkRate = 1.0m;
    public const decimal DefaultWeeklyHours = 42.0m;
    public const decimal MaxWeeklyHours = 50m;
    public const string DefaultCurrency = CurrencyCode.SwissFranc;

    public Guid CompanyId { get; set; }
    public Guid EmployeeId { get; set; }
    public string ContractType { get; set; } = "";
    public DateOnly StartDate { get; set; }
    public DateOnly? EndDate { get; set; }
    public decimal? BaseSalary { get; set; }
    public string Currency { get; set; } = DefaultCurrency;
    public decimal WorkRate { get; set; } = DefaultWorkRate;
    public decimal WeeklyHours { get; set; } = DefaultWeeklyHours;
    public string? Provisions { get; set; }
    public bool IsActive { get; set; } = true;
    public string? Reference { get; set; }
    public string ConcurrencyGroup { get; set; } = MainGroup;
    public DateOnly? TrialEndDate { get; set; }
    public string RemunerationType { get; set; } = Hr.RemunerationType.Monthly;
    public decimal? HourlyRate { get; set; }
    public decimal? CachetRate { get; set; }
    public decimal? DailyRate { get; set; }
    public string Thirteenth { get; set; } = ThirteenthPay.None;
    public decimal? VacationWeeks { get; set; }
    public string? Idcc { get; set; }
    public string? JobCode { get; set; }
    public string? JobTitle { get; set; }
    public string? CostCenter { get; set; }
    public string? UseCaseFr { get; set; }
    public string State { get; set; } = ContractState.Active;
    public DateTimeOffset? SignedAt { get; set; }
    public DateTimeOffset? CancelledAt { get; set; }
    public string? CancelReason { get; set; }

    public static Contract Create(
        Guid companyId,
        Guid employeeId,
        string contractType,
        DateOnly startDate,
        decimal? baseSalary,
        DateTimeOffset now
    )
    {
        var contract = new Contract
        {
            CompanyId = companyId,
            EmployeeId = employeeId,
            ContractType = contractType,
            StartDate = startDate,
            BaseSalary = baseSalary,
        };
        contract.Begin(now);
        return contract;
    }
}

/// <summary>Where a contract stands; a cancelled one never took effect and blocks nobody.</summary>
public static class ContractState
{
    public const string Draft = "draft";
    public const string Active = "active";
    public const string Ended = "ended";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Draft, Active, Ended, Cancelled];
}

/// <summary>When the thirteenth month's pay is paid out.</summary>
public static class ThirteenthPay
{
    public const string None = "none";
    public const string Yearly = "yearly";
    public const string HalfYearly = "half_yearly";
    public const string Quarterly = "quarterly";

    /// <summary>With each month's hourly wage.</summary>
    public const string MonthlyHourly = "monthly_hourly";

    public static IReadOnlyList<string> All { get; } = [None, Yearly, HalfYearly, Quarterly, MonthlyHourly];
}
