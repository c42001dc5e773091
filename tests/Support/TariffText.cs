using System.Globalization;

namespace Pinnokio.Support;

/// <summary>Federal tariff files as tests need them: one part per canton, with a sound header and trailer.</summary>
public static class TariffText
{
    private const int StepsPerTariff = 2_000;
    private const int StepInCentimes = 5_000;

    /// <summary>The lines of a part with so many brackets, each of <paramref name="rate"/> hundredths of a percent.</summary>
    public static IEnumerable<string> Part(string canton, int brackets, int rate = 715, int? count = null, string checksum = "")
    {
        yield return $"00{canton}               20241125";
        for (var number = 0; number < brackets; number++)
        {
            yield return Bracket(canton, number, rate);
        }

        yield return $"99               {canton}{count ?? brackets + 2:D8}{checksum}";
    }

    public static string Bracket(string canton, int number, int rate = 715)
    {
        var tariff = number / StepsPerTariff;
        var code =
            $"{"ABCH"[tariff % 4]}{tariff / 4 % 10}{(tariff / 40 % 2 == 0 ? 'N' : 'Y')}{(tariff < 80 ? "" : tariff.ToString(CultureInfo.InvariantCulture))}";
        var income = 100 + (number % StepsPerTariff * StepInCentimes);
        return $"0601{canton}{code, -10}20250101{income:D9}{StepInCentimes:D9} 00000000000{rate:D5}   ";
    }
}
