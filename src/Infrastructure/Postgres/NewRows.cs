using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>
/// The rows that a command adds. They need no change tracking: each is one INSERT of the columns that have a value, and goes with its audit
/// row into the batch that commits the command.
/// </summary>
internal sealed class NewRows(PinnokioDbContext db, RowShapes shapes, TimeProvider clock)
{
    private const string AuditSql = """
        INSERT INTO core.audit_log (at, actor, action, entity, entity_id, company_id, after, trace_id)
        VALUES ($1, $2, 'insert', $3, $4, $5, $6, $7)
        """;

    private readonly List<object> _rows = [];

    /// <summary>Rows are inserted in the order in which they were added.</summary>
    public void Add(object row) => _rows.Add(row);

    public void WriteTo(NpgsqlBatch batch, ICurrentCaller caller)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var row in _rows)
        {
            if (row is IStamped stamped)
            {
                AuditInterceptor.Stamp(stamped, now, caller.UserId);
            }

            var (insert, audit) = shapes.Of(db.Model, row.GetType());
            batch.BatchCommands.Add(insert.Command(row));
            batch.BatchCommands.Add(Command(audit.Inserted(row, AuditShape.CompanyOf(row), now, caller)));
        }
    }

    private static NpgsqlBatchCommand Command(AuditEntry entry) =>
        new(AuditSql)
        {
            Parameters =
            {
                new NpgsqlParameter<DateTimeOffset> { TypedValue = entry.At },
                Text(entry.Actor),
                Text(entry.Entity),
                Text(entry.EntityId),
                new NpgsqlParameter { Value = entry.CompanyId as object ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new NpgsqlParameter { Value = entry.After as object ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
                Text(entry.TraceId),
            },
        };

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = value as object ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

/// <summary>How each type of row is inserted and audited; worked out once, from the model.</summary>
internal sealed class RowShapes
{
    private readonly ConcurrentDictionary<Type, (InsertShape, AuditShape)> _shapes = new();

    public (InsertShape Insert, AuditShape Audit) Of(Microsoft.EntityFrameworkCore.Metadata.IModel model, Type type) =>
        _shapes.TryGetValue(type, out var known)
            ? known
            : _shapes.GetOrAdd(
                type,
                t =>
                    model.FindEntityType(t) is { } entity
                        ? (new InsertShape(entity), new AuditShape(entity))
                        : throw new InvalidOperationException($"{t.Name} is no row.")
            );
}
