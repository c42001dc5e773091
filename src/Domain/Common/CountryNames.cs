using System.Collections.Frozen;

namespace Pinnokio.Domain.Common;

/// <summary>Names that people write for the countries payroll runs in, in the languages of those countries and in English.</summary>
public static class CountryNames
{
    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>
    {
        ["switzerland"] = CountryCode.Switzerland,
        ["suisse"] = CountryCode.Switzerland,
        ["schweiz"] = CountryCode.Switzerland,
        ["svizzera"] = CountryCode.Switzerland,
        ["svizra"] = CountryCode.Switzerland,
        ["swiss confederation"] = CountryCode.Switzerland,
        ["confédération suisse"] = CountryCode.Switzerland,
        ["schweizerische eidgenossenschaft"] = CountryCode.Switzerland,
        ["confederazione svizzera"] = CountryCode.Switzerland,
        ["ch"] = CountryCode.Switzerland,
        ["che"] = CountryCode.Switzerland,
        ["france"] = CountryCode.France,
        ["frankreich"] = CountryCode.France,
        ["francia"] = CountryCode.France,
        ["french republic"] = CountryCode.France,
        ["république française"] = CountryCode.France,
        ["fr"] = CountryCode.France,
        ["fra"] = CountryCode.France,
    }.ToFrozenDictionary();

    /// <summary>The code of the country so named, or null where the name is not known.</summary>
    public static string? ToCode(string? name) =>
        PlainText.TryClean(name, out var clean) ? Codes.GetValueOrDefault(clean.ToLowerInvariant()) : null;
}
