namespace Pinnokio.Domain.Common;

/// <summary>A rule of the domain was broken. <c>Code</c> is a stable snake_case word, <c>Field</c> the property at fault, if one is.</summary>
public sealed class DomainRuleException(string code, string message, string? field = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Field { get; } = field;
}
