using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr;

/// <summary>Whether the relational store answers, and what it is.</summary>
[RpcMethod("HR.check_connection"), AllowsAnyCaller("Names the server and its schemas; holds nothing of a company.")]
public sealed record CheckConnection : IQuery<ConnectionReport>
{
    public string? FirebaseUserId { get; init; }

    /// <summary>Accepted for symmetry with the other reads; the answer is always fresh.</summary>
    public bool ForceRefresh { get; init; }
}

/// <summary><c>Status</c> is <c>connected</c> or <c>error</c>; the rest is null while it is an error.</summary>
public sealed record ConnectionReport(
    string Status,
    string? Database,
    string? Version,
    IReadOnlyList<string>? Schemas,
    int? PoolSize,
    decimal? LatencyMs
);

/// <summary>Asks the relational store about itself.</summary>
public interface IConnectionReader
{
    /// <summary>Null when the store does not answer.</summary>
    Task<ConnectionReport?> ReadAsync(CancellationToken ct);
}

internal sealed class CheckConnectionValidator : AbstractValidator<CheckConnection>
{
    public CheckConnectionValidator()
    {
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class CheckConnectionHandler(IConnectionReader connection) : IRequestHandler<CheckConnection, ConnectionReport>
{
    public async Task<ConnectionReport> Handle(CheckConnection query, CancellationToken ct) =>
        await connection.ReadAsync(ct) ?? new ConnectionReport("error", null, null, null, null, null);
}
