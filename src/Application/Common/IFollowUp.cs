namespace Pinnokio.Application.Common;

/// <summary>A command with more to do once it has committed; its response has an <see cref="IFollowUp{TResponse}"/>.</summary>
public interface IFollowedUp;

/// <summary>
/// What follows a commit, outside of its transaction. It runs for repeated calls too, so it takes up what a crash left undone, and does nothing twice.
/// </summary>
public interface IFollowUp<TResponse>
{
    /// <summary>Returns the answer as things stand afterwards.</summary>
    Task<TResponse> RunAsync(TResponse committed, CancellationToken ct);
}
