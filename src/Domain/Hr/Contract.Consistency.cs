using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

public sealed partial class Contract
{
    private const decimal MaxSalary = 999_999_999_999.99m;
    private const decimal MaxUnitPrice = 9_999_999_999.9999m;
    private const decimal WeeksInYear = 52m;

    /// <summary>Brings texts and codes to their one written form, then refuses what breaks a rule, naming the field.</summary>
    public void EnsureConsistent()
    {
        var rules = new Rules("contract");
        Describe(rules);
        CheckDates(rules);
        CheckPay(rules);
        rules.Above(WorkRate, 0, 1, nameof(WorkRate), decimals: 6);
        rules.Between(WeeklyHours, 0, MaxWeeklyHours, nameof(WeeklyHours), decimals: 2);
        rules.Between(VacationWeeks, 0, WeeksInYear, nameof(VacationWeeks), decimals: 1);
        rules.OneOf(Thirteenth, ThirteenthPay.All, nameof(Thirteenth));
        rules.OneOf(State, ContractState.All, nameof(State));
    }

    private void Describe(Rules rules)
    {
        ContractType = rules.Text(ContractType, CodeMaxLength, nameof(ContractType));
        RemunerationType = rules.Text(RemunerationType, CodeMaxLength, nameof(RemunerationType));
        ConcurrencyGroup = rules.Text(ConcurrencyGroup, ConcurrencyGroupMaxLength, nameof(ConcurrencyGroup));
        Reference = rules.OptionalText(Reference, ReferenceMaxLength, nameof(Reference));
        Idcc = rules.OptionalCode(Idcc, IdccCode.TryParse, nameof(Idcc));
        JobCode = rules.OptionalText(JobCode, CodeMaxLength, nameof(JobCode));
        JobTitle = rules.OptionalText(JobTitle, JobTitleMaxLength, nameof(JobTitle));
        CostCenter = rules.OptionalText(CostCenter, CodeMaxLength, nameof(CostCenter));
        UseCaseFr = rules.OptionalText(UseCaseFr, ReasonMaxLength, nameof(UseCaseFr));
        CancelReason = rules.OptionalText(CancelReason, ReasonMaxLength, nameof(CancelReason));
    }

    private void CheckDates(Rules rules)
    {
        rules.Sane(StartDate, nameof(StartDate));
        rules.Sane(EndDate, nameof(EndDate));
        rules.NotBefore(EndDate, StartDate, nameof(EndDate), nameof(StartDate));
        rules.NotBefore(TrialEndDate, StartDate, nameof(TrialEndDate), nameof(StartDate));
        rules.Sane(TrialEndDate, nameof(TrialEndDate));
        if (TrialEndDate > EndDate)
        {
            throw rules.Broken(nameof(TrialEndDate), "after_end_date", "is after the end date");
        }

        if (State == ContractState.Ended && EndDate is null)
        {
            throw new DomainRuleException("contract_end_date_required", "An ended contract has an end date.", nameof(EndDate));
        }
    }

    private void CheckPay(Rules rules)
    {
        Currency =
            rules.OptionalCode(Currency, CurrencyCode.TryParse, nameof(Currency))
            ?? throw rules.Broken(nameof(Currency), "required", "is required");
        rules.Between(BaseSalary, 0, MaxSalary, nameof(BaseSalary), decimals: 2);
        rules.Between(HourlyRate, 0, MaxUnitPrice, nameof(HourlyRate), decimals: 4);
        rules.Between(CachetRate, 0, MaxUnitPrice, nameof(CachetRate), decimals: 4);
        rules.Between(DailyRate, 0, MaxUnitPrice, nameof(DailyRate), decimals: 4);
        var (price, field) = PriceOfItsType();
        if ((price ?? BaseSalary) is null)
        {
            throw rules.Broken(field, "required", $"is required when the remuneration type is {RemunerationType}");
        }
    }

    // The base salary stands in for every other price, as older callers know no other.
    private (decimal? Price, string Field) PriceOfItsType() =>
        RemunerationType switch
        {
            Hr.RemunerationType.Hourly or Hr.RemunerationType.Lesson => (HourlyRate, nameof(HourlyRate)),
            Hr.RemunerationType.Daily => (DailyRate, nameof(DailyRate)),
            Hr.RemunerationType.Cachet => (CachetRate, nameof(CachetRate)),
            _ => (BaseSalary, nameof(BaseSalary)),
        };
}
