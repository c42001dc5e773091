namespace Pinnokio.Domain.Hr.Payroll.French;

/// <summary>The general reduction of the employer's contributions (RGDU), month by month; it takes away no more than is due.</summary>
internal static class FrenchReduction
{
    private const int CoefficientDecimals = 4;
    private const int RootSteps = 60;

    private static readonly PayItem[] s_reduced =
    [
        FrenchItems.Health,
        FrenchItems.Autonomy,
        FrenchItems.OldAgeCapped,
        FrenchItems.OldAgeUncapped,
        FrenchItems.Family,
        FrenchItems.Housing,
        FrenchItems.Unemployment,
        FrenchItems.Pension1,
        FrenchItems.Balance1,
    ];

    public static void AddTo(Payslip payslip, FrenchCase @case, FrenchCeilings bases)
    {
        var rates = @case.Rates;
        var cachets = (payslip.Cachets ?? 0) is var count && count > 0 ? count * rates.Value(FrenchRates.CachetHours) : 0m;
        var hours = (payslip.WorkedHours ?? 0m) + cachets;
        if (bases.Social <= 0 || hours <= 0)
        {
            return;
        }

        var band = @case.HasFiftyOrMore ? "FROM_50" : "UNDER_50";
        var delta = rates.Get($"{FrenchRates.ReductionDelta}.{band}");
        var minimum = rates.Value(FrenchRates.ReductionMinimum);
        var limit = rates.Value(FrenchRates.ReductionSmics) * rates.Value(FrenchRates.SmicHour) * hours;
        var coefficient = Coefficient(bases.Social, limit, minimum, delta.Value);
        if (coefficient == 0)
        {
            return;
        }

        var fund = @case.IsIntermittent ? rates.Find(FrenchRates.ReductionLeaveFund) : null;
        var exact = bases.Social * coefficient / (fund?.Value ?? 1m);
        var due = payslip.Lines.Where(line => s_reduced.Any(item => item.Code == line.ItemCode)).Sum(line => line.AmountEr ?? 0m);
        payslip.Contribute(
            FrenchItems.Reduction,
            new PayrollLine
            {
                Base = bases.Social,
                RateEr = coefficient,
                RateRowId = delta.Id,
            },
            exactEe: null,
            exactEr: -Math.Min(exact, due),
            $"-{Words.Money(bases.Social)} x {Words.Of(coefficient)}"
                + (fund is null ? "" : $" / {Words.Of(fund.Value)}")
                + (exact > due ? $", no more than the {Words.Money(due)} that it reduces" : "")
        );
    }

    /// <summary><c>minimum + delta x (0.5 x (limit / pay - 1))^1.75</c>, four decimals; at most minimum + delta, nothing from the limit on.</summary>
    private static decimal Coefficient(decimal pay, decimal limit, decimal minimum, decimal delta)
    {
        if (pay >= limit)
        {
            return 0;
        }

        var share = Math.Min(1m, 0.5m * ((limit / pay) - 1m));
        var root = Root(share);
        var power = share * root * Root(root); // ^1.75
        return Math.Round(minimum + (delta * power), CoefficientDecimals, MidpointRounding.AwayFromZero);
    }

    private static decimal Root(decimal square)
    {
        var root = square > 0 ? 1m : 0m;
        for (var step = 0; step < RootSteps && root > 0; step++)
        {
            root = (root + (square / root)) / 2m;
        }

        return root;
    }
}
