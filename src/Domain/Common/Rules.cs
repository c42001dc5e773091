using System.Text;

namespace Pinnokio.Domain.Common;

internal delegate bool Parser(string? text, out string canonical);

/// <summary>Checks that recur in entities; the code of a broken one is <c>entity_field_problem</c>, so that it never needs inventing.</summary>
internal readonly struct Rules(string entity)
{
    public string Text(string? value, int maxLength, string field)
    {
        if (!PlainText.TryClean(value ?? "", out var clean))
        {
            throw Broken(field, "not_plain_text", "has a line break, a control character or broken Unicode");
        }

        if (clean.Length == 0)
        {
            throw Broken(field, "required", "is required");
        }

        return clean.Length <= maxLength ? clean : throw Broken(field, "too_long", $"has more than {maxLength} characters");
    }

    public string? OptionalText(string? value, int maxLength, string field) =>
        string.IsNullOrWhiteSpace(value) ? null : Text(value, maxLength, field);

    public string? OptionalCode(string? value, Parser parse, string field)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        return parse(value, out var canonical) ? canonical : throw Broken(field, "invalid", "is not well formed");
    }

    public void OneOf(string? value, IReadOnlyList<string> allowed, string field)
    {
        if (value is not null && !allowed.Contains(value))
        {
            throw Broken(field, "unknown", $"is not one of {string.Join(", ", allowed)}");
        }
    }

    public void Between(decimal? value, decimal least, decimal most, string field, int decimals = 0)
    {
        if (value is { } number && (number < least || number > most))
        {
            throw Broken(field, "out_of_range", FormattableString.Invariant($"is outside {least} to {most}"));
        }

        if (value is { } fine && decimal.Round(fine, decimals) != fine)
        {
            throw Broken(field, "too_precise", $"has more than {decimals} decimals");
        }
    }

    public void Above(decimal? value, decimal floor, decimal most, string field, int decimals)
    {
        if (value is { } number && number <= floor)
        {
            throw Broken(field, "out_of_range", FormattableString.Invariant($"is not above {floor}"));
        }

        Between(value, floor, most, field, decimals);
    }

    public void Sane(DateOnly? date, string field)
    {
        if (date is { } day && (day < SaneDates.First || day > SaneDates.Last))
        {
            throw Broken(field, "out_of_range", $"is outside {SaneDates.First:O} to {SaneDates.Last:O}");
        }
    }

    public void NotBefore(DateOnly? date, DateOnly limit, string field, string limitField)
    {
        if (date < limit)
        {
            throw Broken(field, "before_" + Snake(limitField), $"is before the {Words(limitField)}");
        }
    }

    public DomainRuleException Broken(string field, string problem, string clause) =>
        new($"{entity}_{Snake(field)}_{problem}", $"The {Words(field)} {clause}.", field);

    private static string Words(string field) => Snake(field).Replace('_', ' ');

    private static string Snake(string field)
    {
        var snake = new StringBuilder(field.Length + 4);
        foreach (var c in field)
        {
            if (char.IsAsciiLetterUpper(c) && snake.Length > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(c));
        }

        return snake.ToString();
    }
}

/// <summary>The days on which anything in this product can happen.</summary>
public static class SaneDates
{
    public static DateOnly First { get; } = new(1900, 1, 1);
    public static DateOnly Last { get; } = new(2100, 12, 31);
}
