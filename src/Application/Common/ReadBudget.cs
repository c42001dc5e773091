namespace Pinnokio.Application.Common;

/// <summary>What a read waits for something that it can do without (<c>HR_CACHE_READ_BUDGET_MS</c>).</summary>
public sealed record ReadBudget(TimeSpan Time);
