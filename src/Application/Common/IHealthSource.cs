namespace Pinnokio.Application.Common;

/// <summary>What is known of a dependency without asking it.</summary>
public interface IHealthSource
{
    /// <summary>As the health answers name it, such as <c>postgres</c> or <c>redis</c>.</summary>
    string Name { get; }

    bool IsUp { get; }

    /// <summary>One word for the operators.</summary>
    string State => IsUp ? "ok" : "away";
}
