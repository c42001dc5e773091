using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll.Switzerland;

/// <summary>Swiss pay: earnings, insurances under ceilings cumulated on 360 days, pension, source tax. Every computed amount is rounded to five centimes.</summary>
internal sealed class SwissPayroll : IPayrollRules
{
    public string Country => CountryCode.Switzerland;

    public string Version => "ch-2";

    public Payslip Calculate(PayrollInput input)
    {
        if (input.Contracts.FirstOrDefault(contract => contract.Currency != CurrencyCode.SwissFranc) is { } foreign)
        {
            throw PayrollFaults.WrongCurrency(CurrencyCode.SwissFranc, foreign.Currency);
        }

        var payslip = new Payslip(input, PayrollRounding.Swiss) { Days30 = input.Month.Days30Of(input.Contracts) };
        payslip.Keep(YtdKeys.Days, payslip.Days30.Value);
        SwissEarnings.AddTo(payslip);
        GivenLines.AddTo(payslip, SwissItems.Addable, PayItemKind.Earning);
        SwissThirteenth.AddTo(payslip);
        GivenLines.AddTo(payslip, SwissItems.Addable, PayItemKind.Allowance, payslip.Input.Variables.Allowances, SwissItems.ChildAllowance);
        SwissInsurance.AddTo(payslip);
        SwissPension.AddTo(payslip);
        SwissSourceTax.AddTo(payslip);
        GivenLines.AddTo(payslip, SwissItems.Addable, PayItemKind.Expense, payslip.Input.Variables.Expenses, SwissItems.Expenses);
        GivenLines.AddTo(payslip, SwissItems.Addable, PayItemKind.Advance, payslip.Input.Variables.Advances, SwissItems.Advance);
        return payslip;
    }
}
