using Npgsql;
using NpgsqlTypes;
using Pinnokio.Application.Hr.Payroll;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Reads whom a payroll run would pay, in one query.</summary>
internal sealed class PostgresPayrollCandidateReader(NpgsqlDataSource source) : IPayrollCandidates
{
    private const string Sql = """
        SELECT e.id,
            EXISTS (
                SELECT 1 FROM hr.contracts c
                WHERE c.employee_id = e.id AND c.is_active AND c.state IN ('active', 'ended')
                    AND c.start_date < $2 + interval '1 month' AND (c.end_date IS NULL OR c.end_date >= $2)
            ),
            (
                SELECT r.status FROM hr.payroll_results r
                WHERE r.employee_id = e.id AND r.period_year = $3 AND r.period_month = $4
                ORDER BY r.sequence DESC LIMIT 1
            )
        FROM hr.employees e
        WHERE e.company_id = $1 AND CASE WHEN $5::uuid[] IS NULL THEN e.is_active ELSE e.id = ANY ($5) END
            AND ($6::text IS NULL OR e.cluster_code = $6)
        ORDER BY e.last_name, e.first_name, e.id
        """;

    public async Task<IReadOnlyList<PayrollCandidate>> ListAsync(CandidateFilter filter, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = filter.CompanyId });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = new DateOnly(filter.Year, filter.Month, 1) });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)filter.Year });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)filter.Month });
        command.Parameters.Add(
            new() { Value = filter.EmployeeIds?.ToArray() as object ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }
        );
        command.Parameters.Add(new() { Value = filter.ClusterCode as object ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<PayrollCandidate>(filter.EmployeeIds?.Count ?? 0);
        while (await rows.ReadAsync(ct))
        {
            found.Add(
                new PayrollCandidate(rows.GetGuid(0), rows.GetBoolean(1), await rows.IsDBNullAsync(2, ct) ? null : rows.GetString(2))
            );
        }

        return found;
    }
}
