namespace Pinnokio.Application.Common;

/// <summary>Failures that records of every module share.</summary>
public static class RecordErrors
{
    public static AppError StaleVersion { get; } =
        new("stale_version", ErrorKind.Conflict, "The record was changed meanwhile; read it again.") { Field = "expected_version" };

    /// <summary>A unique rule that has no name of its own yet.</summary>
    public static AppError Conflict { get; } = new("conflict", ErrorKind.Conflict, "The record clashes with an existing one.");
}
