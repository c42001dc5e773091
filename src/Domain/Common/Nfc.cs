using System.Collections.Frozen;
using System.Text;

namespace Pinnokio.Domain.Common;

/// <summary>
/// Unicode normalisation form C for Latin, modern Greek and Cyrillic letters. Written out because <c>string.Normalize</c> does
/// nothing under InvariantGlobalization. Source: UnicodeData.txt (decompositions, combining classes) and UAX 15.
/// </summary>
public static class Nfc
{
    private const char FirstMark = '\u0300';
    private const char LastMark = '\u036F';

    private static readonly (char Mark, string Letters, string Composed)[] Compositions =
    [
        ('\u0300', "AEIOUaeiouÜüNnĒēŌōWwÂâĂăÊêÔôƠơƯưYyЕИеи", "ÀÈÌÒÙàèìòùǛǜǸǹḔḕṐṑẀẁẦầẰằỀềỒồỜờỪừỲỳЀЍѐѝ"),
        (
            '\u0301',
            "AEIOUYaeiouyCcLlNnRrSsZzÜüGgÅåÆæØøÇçĒēÏïKkMmÕõŌōPpŨũWwÂâĂăÊêÔôƠơƯư¨ΑΕΗΙΟΥΩϊαεηιϋουωϒГКгк",
            "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǗǘǴǵǺǻǼǽǾǿḈḉḖḗḮḯḰḱḾḿṌṍṒṓṔṕṸṹẂẃẤấẮắẾếỐốỚớỨứ΅ΆΈΉΊΌΎΏΐάέήίΰόύώϓЃЌѓќ"
        ),
        ('\u0302', "AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑẬậỆệỘộ"),
        ('\u0303', "ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy", "ÃÑÕãñõĨĩŨũṼṽẪẫẴẵẼẽỄễỖỗỠỡỮữỸỹ"),
        ('\u0304', "AaEeIiOoUuÜüÄäȦȧÆæǪǫÖöÕõȮȯYyGgḶḷṚṛИиУу", "ĀāĒēĪīŌōŪūǕǖǞǟǠǡǢǣǬǭȪȫȬȭȰȱȲȳḠḡḸḹṜṝӢӣӮӯ"),
        ('\u0306', "AaEeGgIiOoUuȨȩẠạУИиуЖжАаЕе", "ĂăĔĕĞğĬĭŎŏŬŭḜḝẶặЎЙйўӁӂӐӑӖӗ"),
        ('\u0307', "CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtWwXxYyſ", "ĊċĖėĠġİŻżȦȧȮȯḂḃḊḋḞḟḢḣṀṁṄṅṖṗṘṙṠṡṤṥṦṧṨṩṪṫẆẇẊẋẎẏẛ"),
        ('\u0308', "AEIOUaeiouyYHhÕõŪūWwXxtΙΥιυϒЕІеіАаӘәЖжЗзИиОоӨөЭэУуЧчЫы", "ÄËÏÖÜäëïöüÿŸḦḧṎṏṺṻẄẅẌẍẗΪΫϊϋϔЁЇёїӒӓӚӛӜӝӞӟӤӥӦӧӪӫӬӭӰӱӴӵӸӹ"),
        ('\u0309', "AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy", "ẢảẨẩẲẳẺẻỂểỈỉỎỏỔổỞởỦủỬửỶỷ"),
        ('\u030A', "AaUuwy", "ÅåŮůẘẙ"),
        ('\u030B', "OoUuУу", "ŐőŰűӲӳ"),
        ('\u030C', "CcDdEeLlNnRrSsTtZzAaIiOoUuÜüGgKkƷʒjHh", "ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǙǚǦǧǨǩǮǯǰȞȟ"),
        ('\u030F', "AaEeIiOoRrUuѴѵ", "ȀȁȄȅȈȉȌȍȐȑȔȕѶѷ"),
        ('\u0311', "AaEeIiOoRrUu", "ȂȃȆȇȊȋȎȏȒȓȖȗ"),
        ('\u031B', "OoUu", "ƠơƯư"),
        ('\u0323', "BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯưYy", "ḄḅḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓẠạẸẹỊịỌọỢợỤụỰựỴỵ"),
        ('\u0324', "Uu", "Ṳṳ"),
        ('\u0325', "Aa", "Ḁḁ"),
        ('\u0326', "SsTt", "ȘșȚț"),
        ('\u0327', "CcGgKkLlNnRrSsTtEeDdHh", "ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩḐḑḨḩ"),
        ('\u0328', "AaEeIiUuOo", "ĄąĘęĮįŲųǪǫ"),
        ('\u032D', "DdEeLlNnTtUu", "ḒḓḘḙḼḽṊṋṰṱṶṷ"),
        ('\u032E', "Hh", "Ḫḫ"),
        ('\u0330', "EeIiUu", "ḚḛḬḭṴṵ"),
        ('\u0331', "BbDdKkLlNnRrTtZzh", "ḆḇḎḏḴḵḺḻṈṉṞṟṮṯẔẕẖ"),
    ];

    // Letters and marks that Unicode replaces by another one for good: Kelvin, Angstrom and Ohm signs among them.
    private static readonly FrozenDictionary<char, char> Singletons = new Dictionary<char, char>
    {
        ['\u0340'] = '\u0300',
        ['\u0341'] = '\u0301',
        ['\u0343'] = '\u0313',
        ['\u0374'] = '\u02B9',
        ['\u037E'] = ';',
        ['\u0387'] = '\u00B7',
        ['\u2126'] = '\u03A9',
        ['\u212A'] = 'K',
        ['\u212B'] = '\u00C5',
    }.ToFrozenDictionary();

    private static readonly (int From, byte Class)[] MarkClasses =
    [
        (0x300, 230),
        (0x315, 232),
        (0x316, 220),
        (0x31A, 232),
        (0x31B, 216),
        (0x31C, 220),
        (0x321, 202),
        (0x323, 220),
        (0x327, 202),
        (0x329, 220),
        (0x334, 1),
        (0x339, 220),
        (0x33D, 230),
        (0x345, 240),
        (0x346, 230),
        (0x347, 220),
        (0x34A, 230),
        (0x34D, 220),
        (0x34F, 0),
        (0x350, 230),
        (0x353, 220),
        (0x357, 230),
        (0x358, 232),
        (0x359, 220),
        (0x35B, 230),
        (0x35C, 233),
        (0x35D, 234),
        (0x35F, 233),
        (0x360, 234),
        (0x362, 233),
        (0x363, 230),
    ];

    private static readonly FrozenDictionary<(char, char), char> Pairs = Compositions
        .SelectMany(row => row.Letters.Zip(row.Composed, (letter, composed) => KeyValuePair.Create((letter, row.Mark), composed)))
        .ToFrozenDictionary();

    private static readonly FrozenDictionary<char, (char Letter, char Mark)> Parts = Pairs.ToFrozenDictionary(p => p.Value, p => p.Key);

    public static string Of(string text) => text.All(c => c < FirstMark) ? text : Compose(Order(Decompose(text)));

    private static StringBuilder Decompose(string text)
    {
        var parts = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            Split(c, parts);
        }

        return parts;
    }

    private static void Split(char c, StringBuilder into)
    {
        c = Singletons.GetValueOrDefault(c, c);
        if (c == '\u0344')
        {
            into.Append("\u0308\u0301");
        }
        else if (Parts.TryGetValue(c, out var parts))
        {
            Split(parts.Letter, into);
            into.Append(parts.Mark);
        }
        else
        {
            into.Append(c);
        }
    }

    private static StringBuilder Order(StringBuilder text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            for (var j = i; j > 0 && ClassOf(text[j]) is > 0 and var later && ClassOf(text[j - 1]) > later; j--)
            {
                (text[j - 1], text[j]) = (text[j], text[j - 1]);
            }
        }

        return text;
    }

    private static string Compose(StringBuilder text)
    {
        var result = new StringBuilder(text.Length);
        var starter = -1;
        var lastClass = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var (c, @class) = (text[i], ClassOf(text[i]));
            if (starter >= 0 && lastClass < @class && Pairs.TryGetValue((result[starter], c), out var composed))
            {
                result[starter] = composed;
                continue;
            }

            starter = @class == 0 ? result.Length : starter;
            lastClass = @class;
            result.Append(c);
        }

        return result.ToString();
    }

    private static int ClassOf(char c) => c is < FirstMark or > LastMark ? 0 : MarkClasses.Last(run => run.From <= c).Class;
}
