namespace Pinnokio.Application.Common;

/// <summary>Listeners that this process holds on behalf of users, for the health answers.</summary>
public interface IListenerSource
{
    /// <summary>They follow workflows, which operators count apart.</summary>
    bool OfWorkflows { get; }

    int Count { get; }

    IReadOnlyCollection<string> Users { get; }

    /// <summary>What they remember to tell a change from a repeat.</summary>
    int CacheEntries { get; }
}
