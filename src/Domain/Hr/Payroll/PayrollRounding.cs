namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>How a country rounds each computed amount.</summary>
public sealed class PayrollRounding
{
    private readonly Func<decimal, decimal> _round;

    private PayrollRounding(string mode, Func<decimal, decimal> round) => (Mode, _round) = (mode, round);

    /// <summary>To five centimes, half away from zero.</summary>
    public static PayrollRounding Swiss { get; } = new("CH_5CT", amount => Math.Round(amount * 20m, MidpointRounding.AwayFromZero) / 20m);

    /// <summary>To the cent, half up.</summary>
    public static PayrollRounding Euro { get; } = new("EUR_CENT", amount => Math.Floor(amount * 100m + 0.5m) / 100m);

    public string Mode { get; }

    /// <summary>With two decimals, as it is written.</summary>
    public decimal Round(decimal amount) => _round(amount) + 0.00m;

    /// <summary>Bases are kept to the cent in every country.</summary>
    public static decimal Cent(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero) + 0.00m;
}
