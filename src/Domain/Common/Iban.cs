using System.Collections.Frozen;
using System.Globalization;

namespace Pinnokio.Domain.Common;

/// <summary>
/// International bank account numbers: known country, its length, remainder 1 modulo 97. Sources: ISO 13616 (lengths as in
/// SWIFT's IBAN registry), ISO 7064 MOD 97-10.
/// </summary>
public static class Iban
{
    private static readonly FrozenDictionary<string, int> Lengths = (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 "
        + "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 "
        + "MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 "
        + "SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
    )
        .Split(' ')
        .ToFrozenDictionary(entry => entry[..2], entry => int.Parse(entry.AsSpan(2), CultureInfo.InvariantCulture));

    public static bool IsValid(string? text) => TryParse(text, out _);

    public static bool TryParse(string? text, out string canonical)
    {
        var iban = Compact.Of(text);
        return Compact.Accept(HasForm(iban) && Modulo97(iban[4..] + iban[..4]) == 1, iban, out canonical);
    }

    /// <summary>Country, check digits and the last four characters of a canonical number.</summary>
    public static string Mask(string canonical) => $"{canonical[..4]} **** {canonical[^4..]}";

    // Check digits run from 02 to 98: 00, 01 and 99 would be second spellings of 97, 98 and 02.
    private static bool HasForm(string iban) =>
        iban.Length > 4
        && Lengths.TryGetValue(iban[..2], out var length)
        && iban.Length == length
        && Compact.IsDigits(iban.AsSpan(2, 2))
        && iban[2..4] is not ("00" or "01" or "99")
        && iban.All(char.IsAsciiLetterOrDigit);

    private static int Modulo97(string characters) =>
        characters.Aggregate(0, (rest, c) => char.IsAsciiDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97);
}
