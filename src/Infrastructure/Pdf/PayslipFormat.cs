using System.Globalization;
using Pinnokio.Domain.Common;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>Numbers and dates as the reader writes them: by language, and by the country where the same language has two ways.</summary>
internal sealed class PayslipFormat
{
    private const string Minus = "\u2212";
    private const string HardSpace = "\u00a0";

    private static readonly PayslipFormat s_swiss = new("'", ".", "dd.MM.yyyy");
    private static readonly PayslipFormat s_french = new(HardSpace, ",", "dd/MM/yyyy");
    private static readonly PayslipFormat s_german = new(".", ",", "dd.MM.yyyy");
    private static readonly PayslipFormat s_english = new(",", ".", "d MMM yyyy");

    private readonly NumberFormatInfo _numbers;
    private readonly string _date;

    private PayslipFormat(string group, string point, string date)
    {
        _numbers = new NumberFormatInfo
        {
            NumberGroupSeparator = group,
            NumberDecimalSeparator = point,
            NegativeSign = Minus,
        };
        _date = date;
    }

    public static PayslipFormat For(string language, bool isSwiss) =>
        language switch
        {
            Language.English => s_english,
            _ when isSwiss => s_swiss,
            Language.German => s_german,
            _ => s_french,
        };

    public string Money(decimal amount) => amount.ToString("#,##0.00", _numbers);

    public string Number(decimal number) => number.ToString("#,##0.00##", _numbers);

    /// <summary>Without decimals where there are none.</summary>
    public string Plain(decimal number) => number.ToString("#,##0.##", _numbers);

    /// <summary>A fraction as percent.</summary>
    public string Percent(decimal fraction) => (fraction * 100m).ToString("#,##0.00##", _numbers) + $"{HardSpace}%";

    public string Date(DateOnly date) => date.ToString(_date, CultureInfo.InvariantCulture);
}
