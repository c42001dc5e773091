namespace Pinnokio.Infrastructure.Postgres;

/// <summary>A row of core.audit_log: one per inserted, updated or deleted entity. Before and After are JSON of what changed.</summary>
internal sealed class AuditEntry
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }
    public string? Actor { get; init; }
    public required string Action { get; init; }
    public required string Entity { get; init; }
    public required string EntityId { get; init; }
    public Guid? CompanyId { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public string? TraceId { get; init; }
}
