using FluentValidation;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Registry.Listeners;

/// <summary>A call about one listener, which is named by its type and, for a chat, by its place.</summary>
public interface IListenerCall : IUserOwned
{
    /// <summary>Whose listener it is.</summary>
    string UserId { get; }

    /// <summary>Such as <c>chat</c> or <c>workflow</c>: up to 64 letters, digits, dots, dashes and underscores.</summary>
    string ListenerType { get; }

    /// <summary>The space that it listens to, where it listens to one.</summary>
    string? SpaceCode { get; }

    /// <summary>The thread within the space, where it listens to one.</summary>
    string? ThreadKey { get; }
}

/// <summary>The shape of a listener's name.</summary>
internal abstract class ListenerRules<T> : AbstractValidator<T>
    where T : IListenerCall
{
    protected ListenerRules()
    {
        RuleFor(c => c.UserId).UserId();
        RuleFor(c => c.ListenerType).ListenerType();
        RuleFor(c => c.SpaceCode).UserId();
        RuleFor(c => c.ThreadKey).UserId();
    }
}

/// <summary>The shape of a listener's type.</summary>
internal static class ListenerTypeRule
{
    private const int MaxLength = 64;

    public static IRuleBuilderOptions<T, string?> ListenerType<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(type => type is null || (type.Length is >= 1 and <= MaxLength && type.All(IsOfAType)))
            .WithMessage("{PropertyName} must have 1 to 64 letters, digits, dots, dashes and underscores.");

    private static bool IsOfAType(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
}
