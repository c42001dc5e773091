using System.Linq.Expressions;
using FluentValidation;
using Pinnokio.Domain.Common;

namespace Pinnokio.Application.Common;

/// <summary>Shapes that many requests share.</summary>
public static class FieldRules
{
    public const int UserIdMaxLength = 128;
    public const int SessionIdMaxLength = 200;
    private static readonly string s_noBusinessDay =
        $"{{PropertyName}} must be a day from {SaneDates.First.Year} to {SaneDates.Last.Year}.";

    /// <summary>An outer account id: up to 128 characters, none of them a separator of cache keys and channels or a control character.</summary>
    public static IRuleBuilderOptions<T, string?> UserId<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(id => id is null || IsUserId(id))
            .WithMessage("{PropertyName} must have 1 to 128 characters, without colons, braces, spaces and control characters.");

    /// <summary>A session as its front end names it: up to 200 characters, no spaces and control characters.</summary>
    public static IRuleBuilderOptions<T, string?> SessionId<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(id => id is null || IsSessionId(id))
            .WithMessage("{PropertyName} must have 1 to 200 characters, without spaces and control characters.");

    public static bool IsSessionId(string id) =>
        id.Length is >= 1 and <= SessionIdMaxLength && !id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    public static bool IsUserId(string id) =>
        id.Length is >= 1 and <= UserIdMaxLength && !id.Any(c => c is ':' or '{' or '}' || char.IsControl(c) || char.IsWhiteSpace(c));

    /// <summary>A day that business records may hold.</summary>
    public static IRuleBuilderOptions<T, DateOnly> BusinessDay<T>(this IRuleBuilder<T, DateOnly> rule) =>
        rule.InclusiveBetween(SaneDates.First, SaneDates.Last).WithMessage(s_noBusinessDay);

    /// <summary>As above, where a day is given.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> BusinessDay<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.InclusiveBetween(SaneDates.First, SaneDates.Last).WithMessage(s_noBusinessDay);

    /// <summary>Applies rules to a field of a partial update where it is given and not null.</summary>
    public static void WhenGiven<T, TValue>(
        this AbstractValidator<T> validator,
        Expression<Func<T, Optional<TValue>>> field,
        Func<TValue, bool> holds,
        string message
    )
    {
        validator
            .RuleFor(field)
            .Must(value => !value.IsGiven || value.Value is null || holds(value.Value))
            .WithMessage($"{{PropertyName}} {message}.");
    }
}
