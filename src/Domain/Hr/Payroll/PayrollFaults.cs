using System.Globalization;
using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>Why a payroll cannot be calculated.</summary>
public static class PayrollFaults
{
    public const string RateMissingCode = "rate_missing";

    public static DomainRuleException RateMissing(string code, RateScope scope) =>
        new(
            RateMissingCode,
            string.Create(CultureInfo.InvariantCulture, $"RATE_MISSING: {code} has no row for {Place(scope)} on {scope.Day:O}.")
        );

    public static DomainRuleException NoContract { get; } =
        new("contract_missing", "The employee has no contract in the month.", "employee_id");

    public static DomainRuleException NoCalculator(string? country) =>
        new("country_not_supported", $"There are no payroll rules for the company's country ({country ?? "none"}).", "company_id");

    public static DomainRuleException PriceMissing(string remunerationType) =>
        new("contract_price_missing", $"The contract has no price for the remuneration type {remunerationType}.", "contract_id");

    public static DomainRuleException WrongCurrency(string expected, string found) =>
        new("contract_currency_mismatch", $"The contract is in {found}, but payroll here is in {expected}.", "contract_id");

    /// <param name="path">Below <c>variables</c>: <c>hours</c>, <c>lines[0].item_code</c>.</param>
    public static DomainRuleException Variable(string path, string problem) =>
        new("invalid_variable", $"variables.{path} {problem}.", $"variables.{path}");

    private static string Place(RateScope scope) => scope.ClusterCode ?? scope.Country;
}
