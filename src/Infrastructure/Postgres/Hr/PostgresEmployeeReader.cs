using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pinnokio.Application.Hr.Employees;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Reads employees; the list by hand-written SQL, for it is the busiest read of all.</summary>
internal sealed class PostgresEmployeeReader(NpgsqlDataSource source, PinnokioDbContext db) : IEmployeeReader
{
    private const string Columns = """
        SELECT id, company_id, identifier, first_name, last_name, birth_date, sex, nationality, permit_type, family_status, tax_status,
               children_count, email, phone, postal_code, city, cluster_code, hire_date, exit_date, activity_rate, avs_number_mask,
               is_active, created_at, updated_at, row_version
        FROM hr.employees WHERE company_id = $1
        """;

    private const string Order = " ORDER BY last_name, first_name, id";
    private const string WholeList = Columns + " AND is_active" + Order;
    private const int TypicalCompanySize = 32;

    private static readonly Func<PinnokioDbContext, Guid, Guid, CancellationToken, Task<Employee?>> s_find = EF.CompileAsyncQuery(
        (PinnokioDbContext db, Guid companyId, Guid employeeId, CancellationToken _) =>
            db.Set<Employee>().AsNoTracking().SingleOrDefault(e => e.CompanyId == companyId && e.Id == employeeId)
    );

    public Task<Employee?> FindAsync(Guid companyId, Guid employeeId, CancellationToken ct) => s_find(db, companyId, employeeId, ct);

    public async Task<IReadOnlyList<EmployeeRow>> ListAsync(EmployeeFilter filter, CancellationToken ct)
    {
        await using var command = source.CreateCommand();
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = filter.CompanyId });
        command.CommandText = IsWholeList(filter) ? WholeList : Filtered(filter, command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SingleResult, ct);
        var rows = new List<EmployeeRow>(filter.Limit ?? TypicalCompanySize);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    private static bool IsWholeList(EmployeeFilter filter) =>
        filter is { Search: null, ClusterCode: null, ActiveOn: null, IncludeInactive: false, Limit: null, After: null };

    private static string Filtered(EmployeeFilter filter, NpgsqlParameterCollection parameters)
    {
        var sql = new StringBuilder(Columns);
        string Add<T>(T value)
        {
            parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
            return $"${parameters.Count}";
        }

        if (!filter.IncludeInactive)
        {
            sql.Append(" AND is_active");
        }

        if (filter.Search is { } search)
        {
            var pattern = Add($"%{search.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%");
            sql.Append($" AND (first_name ILIKE {pattern} OR last_name ILIKE {pattern} OR identifier ILIKE {pattern}");
            sql.Append($" OR first_name || ' ' || last_name ILIKE {pattern} OR last_name || ' ' || first_name ILIKE {pattern})");
        }

        if (filter.ClusterCode is { } cluster)
        {
            sql.Append($" AND cluster_code = {Add(cluster)}");
        }

        if (filter.ActiveOn is { } day)
        {
            var on = Add(day);
            sql.Append($" AND hire_date <= {on} AND (exit_date IS NULL OR exit_date >= {on})");
        }

        if (filter.After is { } after)
        {
            sql.Append($" AND (last_name, first_name, id) > ({Add(after.LastName)}, {Add(after.FirstName)}, {Add(after.Id)})");
        }

        sql.Append(Order);
        if (filter.Limit is { } limit)
        {
            sql.Append($" LIMIT {Add(limit)}");
        }

        return sql.ToString();
    }

    private static EmployeeRow Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetGuid(0),
            CompanyId = row.GetGuid(1),
            Identifier = row.GetString(2),
            FirstName = row.GetString(3),
            LastName = row.GetString(4),
            BirthDate = row.GetFieldValue<DateOnly>(5),
            Sex = Text(row, 6),
            Nationality = Text(row, 7),
            PermitType = Text(row, 8),
            FamilyStatus = Text(row, 9),
            TaxStatus = Text(row, 10),
            ChildrenCount = row.GetInt16(11),
            Email = Text(row, 12),
            Phone = Text(row, 13),
            PostalCode = Text(row, 14),
            City = Text(row, 15),
            ClusterCode = row.GetString(16),
            HireDate = row.GetFieldValue<DateOnly>(17),
            ExitDate = row.IsDBNull(18) ? null : row.GetFieldValue<DateOnly>(18),
            ActivityRate = row.GetDecimal(19),
            AvsNumber = Text(row, 20),
            IsActive = row.GetBoolean(21),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(22),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(23),
            RowVersion = row.GetInt64(24),
        };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
