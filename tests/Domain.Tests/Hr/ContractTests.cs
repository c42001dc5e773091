using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class ContractTests
{
    public static TheoryData<string, string, Action<Contract>> Breaches =>
        new()
        {
            { "contract_contract_type_required", nameof(Contract.ContractType), c => c.ContractType = "" },
            { "contract_remuneration_type_required", nameof(Contract.RemunerationType), c => c.RemunerationType = " " },
            { "contract_concurrency_group_too_long", nameof(Contract.ConcurrencyGroup), c => c.ConcurrencyGroup = new string('a', 65) },
            { "contract_reference_too_long", nameof(Contract.Reference), c => c.Reference = new string('a', 65) },
            { "contract_start_date_out_of_range", nameof(Contract.StartDate), c => c.StartDate = new DateOnly(1, 1, 1) },
            { "contract_end_date_out_of_range", nameof(Contract.EndDate), c => c.EndDate = new DateOnly(2101, 1, 1) },
            { "contract_end_date_before_start_date", nameof(Contract.EndDate), c => c.EndDate = c.StartDate.AddDays(-1) },
            { "contract_trial_end_date_before_start_date", nameof(Contract.TrialEndDate), c => c.TrialEndDate = c.StartDate.AddDays(-1) },
            { "contract_trial_end_date_out_of_range", nameof(Contract.TrialEndDate), c => c.TrialEndDate = DateOnly.MaxValue },
            {
                "contract_trial_end_date_after_end_date",
                nameof(Contract.TrialEndDate),
                c => (c.EndDate, c.TrialEndDate) = (c.StartDate.AddDays(30), c.StartDate.AddDays(31))
            },
            { "contract_end_date_required", nameof(Contract.EndDate), c => c.State = ContractState.Ended },
            { "contract_base_salary_required", nameof(Contract.BaseSalary), c => c.BaseSalary = null },
            { "contract_base_salary_out_of_range", nameof(Contract.BaseSalary), c => c.BaseSalary = -0.01m },
            { "contract_base_salary_out_of_range", nameof(Contract.BaseSalary), c => c.BaseSalary = 1_000_000_000_000m },
            { "contract_base_salary_too_precise", nameof(Contract.BaseSalary), c => c.BaseSalary = 6500.001m },
            { "contract_hourly_rate_too_precise", nameof(Contract.HourlyRate), c => c.HourlyRate = 24.00001m },
            { "contract_daily_rate_out_of_range", nameof(Contract.DailyRate), c => c.DailyRate = -1 },
            { "contract_cachet_rate_out_of_range", nameof(Contract.CachetRate), c => c.CachetRate = -1 },
            { "contract_currency_invalid", nameof(Contract.Currency), c => c.Currency = "XYZ" },
            { "contract_currency_required", nameof(Contract.Currency), c => c.Currency = "" },
            { "contract_work_rate_out_of_range", nameof(Contract.WorkRate), c => c.WorkRate = 0 },
            { "contract_work_rate_out_of_range", nameof(Contract.WorkRate), c => c.WorkRate = 1.000001m },
            { "contract_work_rate_too_precise", nameof(Contract.WorkRate), c => c.WorkRate = 0.3333333m },
            { "contract_weekly_hours_out_of_range", nameof(Contract.WeeklyHours), c => c.WeeklyHours = 50.01m },
            { "contract_weekly_hours_out_of_range", nameof(Contract.WeeklyHours), c => c.WeeklyHours = -0.01m },
            { "contract_vacation_weeks_too_precise", nameof(Contract.VacationWeeks), c => c.VacationWeeks = 5.25m },
            { "contract_thirteenth_unknown", nameof(Contract.Thirteenth), c => c.Thirteenth = "sometimes" },
            { "contract_state_unknown", nameof(Contract.State), c => c.State = "paused" },
            { "contract_idcc_invalid", nameof(Contract.Idcc), c => c.Idcc = "30" },
        };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void NamesTheField_WhenARuleIsBroken(string code, string field, Action<Contract> breach)
    {
        var contract = Sample.Contract();
        contract.EnsureConsistent();
        breach(contract);

        Sample.Broken(contract.EnsureConsistent, code, field);
    }

    [Theory]
    [InlineData("hourly", nameof(Contract.HourlyRate))]
    [InlineData("lesson", nameof(Contract.HourlyRate))]
    [InlineData("daily", nameof(Contract.DailyRate))]
    [InlineData("cachet", nameof(Contract.CachetRate))]
    [InlineData("flat", nameof(Contract.BaseSalary))]
    public void NeedsThePriceOfItsRemunerationType(string type, string field)
    {
        var contract = Sample.Contract();
        contract.BaseSalary = null;
        contract.RemunerationType = type;

        Sample.Broken(contract.EnsureConsistent, $"contract_{Snake(field)}_required", field);
    }

    [Theory]
    [InlineData("hourly", 24.0, null, null)]
    [InlineData("lesson", 90.0, null, null)]
    [InlineData("daily", null, 300.0, null)]
    [InlineData("cachet", null, null, 250.0)]
    public void NeedsNoBaseSalary_WhenItsOwnPriceIsSet(string type, double? hourly, double? daily, double? cachet)
    {
        var contract = Sample.Contract();
        contract.RemunerationType = type;
        contract.BaseSalary = null;
        (contract.HourlyRate, contract.DailyRate, contract.CachetRate) = ((decimal?)hourly, (decimal?)daily, (decimal?)cachet);

        Should.NotThrow(contract.EnsureConsistent);
    }

    [Fact]
    public void IsNotPricedByAnotherTypesRate()
    {
        var contract = Sample.Contract();
        (contract.RemunerationType, contract.BaseSalary, contract.DailyRate) = ("hourly", null, 300m);

        Sample.Broken(contract.EnsureConsistent, "contract_hourly_rate_required", nameof(Contract.HourlyRate));
    }

    [Fact]
    public void AllowsEveryLimit()
    {
        var contract = Sample.Contract();
        (contract.BaseSalary, contract.WorkRate, contract.WeeklyHours) = (999_999_999_999.99m, 0.000001m, 50m);
        (contract.EndDate, contract.TrialEndDate) = (contract.StartDate, contract.StartDate);

        Should.NotThrow(contract.EnsureConsistent);
    }

    [Fact]
    public void AllowsTrailingZeroes()
    {
        var contract = Sample.Contract();
        contract.BaseSalary = 6500.0000m;

        Should.NotThrow(contract.EnsureConsistent);
    }

    private static string Snake(string field) =>
        string.Concat(field.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : $"{c}"))[1..];
}
