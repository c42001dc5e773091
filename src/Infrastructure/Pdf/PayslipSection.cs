using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>The groups of lines, in the order of a payslip.</summary>
internal enum PayslipSection
{
    Earnings,
    Contributions,
    Tax,
    Allowances,
    Expenses,
    Advances,
    Information,
}

/// <summary>
/// Says in which group a stored line stands. A line keeps no nature of its own, so its number in the catalogue tells it: 1000 to 6999 in Switzerland, a
/// letter and a number in France. Where the number tells nothing, a line that charges somebody by a rate is a contribution.
/// </summary>
internal static class PayslipSections
{
    public static PayslipSection Of(PayrollLine line) =>
        line.ItemCode switch
        {
            ['1' or '2' or 'F', ..] => PayslipSection.Earnings,
            ['3', ..] or "X610" => PayslipSection.Allowances,
            "5060" or "5061" or ['T', ..] => PayslipSection.Tax,
            ['5' or 'C' or 'R', ..] => PayslipSection.Contributions,
            "6510" or "X650" or Payslip.AlreadyPaidCode => PayslipSection.Advances,
            ['6' or 'X', ..] => PayslipSection.Expenses,
            ['N', ..] => PayslipSection.Information,
            _ when line.AmountEr is not null || (line.Base is not null && line.RateEe is not null) => PayslipSection.Contributions,
            _ => PayslipSection.Earnings,
        };

    /// <summary>Net pay and other sums may stand among the lines of a deployed result; the payslip has its own.</summary>
    public static bool IsSum(PayrollLine line) => line.ItemCode is "6500" or "6600" or "N900" or "N920";

    public static bool IsDeducted(PayslipSection section) =>
        section is PayslipSection.Contributions or PayslipSection.Tax or PayslipSection.Advances;
}
