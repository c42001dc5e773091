using System.Globalization;

namespace Pinnokio.Domain.Common;

/// <summary>One line of human text: trimmed, in normalisation form C, without control characters, line breaks or broken surrogates.</summary>
public static class PlainText
{
    public static bool TryClean(string? text, out string clean)
    {
        var trimmed = text?.Trim() ?? "";
        var plain = text is not null && IsPlain(trimmed);
        clean = plain ? Nfc.Of(trimmed) : "";
        return plain;
    }

    public static bool IsPlain(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // A broken surrogate is enumerated as U+FFFD, which nobody types either.
            if (rune.Value == 0xFFFD)
            {
                return false;
            }

            if (
                System.Text.Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
            )
            {
                return false;
            }
        }

        return true;
    }
}
