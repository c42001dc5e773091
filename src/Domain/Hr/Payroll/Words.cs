using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>Formulas as people write them; the same in every language but for a few words.</summary>
public static class Words
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Money(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);

    public static string Of(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Percent(decimal fraction) => (fraction * 100m).ToString("0.######", CultureInfo.InvariantCulture) + " %";

    public static string Unit(string unit) => unit == PayUnit.Hour ? "h" : unit;

    /// <summary>The formula with its exact result, and the rounded one where that differs.</summary>
    public static string Equation(string formula, decimal exact, decimal rounded) =>
        rounded == exact ? $"{formula} = {Money(rounded)}" : $"{formula} = {Of(exact)} -> {Money(rounded)}";

    internal static string Contribution(PayrollLine line, decimal? exactEe, decimal? exactEr, string? derivation)
    {
        var parts = new List<string>(3);
        if (derivation is not null)
        {
            parts.Add($"{derivation} = {Money(line.Base ?? 0)}");
        }

        if (exactEe is { } ee)
        {
            parts.Add(Equation($"{Money(line.Base ?? 0)} x {Percent(line.RateEe ?? 0)}", ee, line.AmountEe ?? 0));
        }

        if (exactEr is { } er)
        {
            parts.Add(Equation($"{Money(line.Base ?? 0)} x {Percent(line.RateEr ?? 0)}", er, line.AmountEr ?? 0) + " (employer)");
        }

        return string.Join("; ", parts);
    }

    /// <summary>The item's names; one that the caller gave stands for all of them.</summary>
    internal static string Labels(PayItem item, string? label) =>
        JsonSerializer.Serialize(
            new Dictionary<string, string>
            {
                ["fr"] = label ?? item.Fr,
                ["en"] = label ?? item.En,
                ["de"] = label ?? item.De,
            },
            s_plain
        );
}

/// <summary>What a line's quantity counts.</summary>
public static class PayUnit
{
    public const string Hour = "hour";
    public const string Day = "day";
    public const string Cachet = "cachet";
    public const string Month = "month";
    public const string Piece = "piece";
}
