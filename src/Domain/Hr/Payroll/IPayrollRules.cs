using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>The payroll rules of one country.</summary>
public interface IPayrollRules
{
    string Country { get; }

    /// <summary>Changes whenever the rules do, so that old results are not taken for new ones.</summary>
    string Version { get; }

    /// <summary>A payslip, or a <see cref="DomainRuleException"/> that says what is missing or wrong.</summary>
    Payslip Calculate(PayrollInput input);
}

/// <summary>The rules of the countries there are.</summary>
public static class PayrollRules
{
    private static readonly IPayrollRules[] s_all = [new Switzerland.SwissPayroll(), new French.FrenchPayroll()];

    public static IPayrollRules Of(string? country) =>
        Array.Find(s_all, rules => rules.Country == country) ?? throw PayrollFaults.NoCalculator(country);

    /// <summary>Calculates by the rules of the company's country, and signs the payslip with what it rests on.</summary>
    public static Payslip Calculate(PayrollInput input)
    {
        if (input.Contracts.Count == 0)
        {
            throw PayrollFaults.NoContract;
        }

        var rules = Of(input.Company.CountryCode);
        var payslip = rules.Calculate(input);
        payslip.Seal(rules.Version, PayrollInputsHash.Of(input, rules.Version));
        return payslip;
    }
}
