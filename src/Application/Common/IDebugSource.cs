using System.Text.Json.Nodes;

namespace Pinnokio.Application.Common;

/// <summary>A part of <c>/debug</c>: facts that an operator looks for when something is wrong. Nothing secret, no connection string.</summary>
public interface IDebugSource
{
    /// <summary>Its key in the answer. One that a health source has as well is merged with that one's <c>status</c>.</summary>
    string Name { get; }

    /// <summary>May ask a store; whoever asks bounds how long, and shows the failure in its place.</summary>
    Task<JsonObject> SnapshotAsync(CancellationToken ct);
}
