using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Companies;
using Pinnokio.Application.Hr.Members;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

/// <summary>Companies, read and under change.</summary>
internal sealed class PostgresCompanyStore(PinnokioDbContext db, NewRows rows, TimeProvider clock) : ICompanyStore, ICompanyReader
{
    public async Task<Guid?> FindIdAsync(string mandatePath, CancellationToken ct)
    {
        var found = await db.Set<Company>().Where(c => c.FirebaseMandatePath == mandatePath).Select(c => (Guid?)c.Id).ToListAsync(ct);
        return found.SingleOrDefault();
    }

    Task<Company?> ICompanyReader.FindAsync(Guid companyId, CancellationToken ct) =>
        db.Set<Company>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == companyId, ct);

    public async Task<Guid> EnsureAccountAsync(string firebaseUid, CancellationToken ct)
    {
        await LockAsync($"account {firebaseUid}", ct);
        var account = await db.Set<Account>().SingleOrDefaultAsync(a => a.FirebaseUid == firebaseUid, ct);
        if (account is null)
        {
            account = Account.Create(firebaseUid, clock.GetUtcNow());
            rows.Add(account);
        }

        return account.Id;
    }

    public async Task<Company?> FindForUpsertAsync(string mandatePath, CancellationToken ct)
    {
        await LockAsync($"mandate {mandatePath}", ct);
        return await db.Set<Company>().SingleOrDefaultAsync(c => c.FirebaseMandatePath == mandatePath, ct);
    }

    /// <summary>Until the transaction ends. Two first calls must not both find nothing, and there is no row to lock yet.</summary>
    private Task<int> LockAsync(string name, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", ct);

    public Task<Company?> FindAsync(Guid companyId, CancellationToken ct) =>
        db.Set<Company>().SingleOrDefaultAsync(c => c.Id == companyId, ct);

    public void Add(Company company) => rows.Add(company);
}

/// <summary>The members of companies.</summary>
internal sealed class PostgresMemberStore(PinnokioDbContext db, NewRows rows) : IMemberStore
{
    public Task<CompanyMember?> FindAsync(Guid companyId, string userId, CancellationToken ct) =>
        db.Set<CompanyMember>().SingleOrDefaultAsync(m => m.CompanyId == companyId && m.UserId == userId, ct);

    public async Task<IReadOnlyList<CompanyMember>> ListAsync(Guid companyId, CancellationToken ct) =>
        await db.Set<CompanyMember>().AsNoTracking().Where(m => m.CompanyId == companyId).OrderBy(m => m.UserId).ToListAsync(ct);

    public async Task<bool> HasOtherOwnerAsync(Guid companyId, string userId, DateOnly day, CancellationToken ct)
    {
        // Two owners who take each other's role at once must not both find the other one still there.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM core.companies WHERE id = {companyId} FOR NO KEY UPDATE", ct);
        return await db.Set<CompanyMember>()
            .AsNoTracking()
            .AnyAsync(
                m =>
                    m.CompanyId == companyId
                    && m.UserId != userId
                    && m.Role == MemberRoles.Owner
                    && m.ValidFrom <= day
                    && m.ValidTo == null,
                ct
            );
    }

    public void Add(CompanyMember member) => rows.Add(member);

    public void Remove(CompanyMember member) => db.Remove(member);
}

/// <summary>Answers authorization's question on a connection of its own, before any transaction.</summary>
internal sealed class PostgresMembershipReader(NpgsqlDataSource source, TimeProvider clock) : ICompanyMembership
{
    private const string RoleSql = """
        SELECT role FROM core.company_members
        WHERE company_id = $1 AND user_id = $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to >= $3)
        """;

    private const string CompanySql = "SELECT id FROM core.companies WHERE firebase_mandate_path = $1";
    private const string OfJobSql = "SELECT company_id FROM hr.hr_jobs WHERE job_id = $1";
    private const string OfPayrollSql = "SELECT company_id FROM hr.payroll_results WHERE id = $1";

    public async Task<string?> RoleAsync(Guid companyId, string userId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(RoleSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = companyId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = userId });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) });
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    public Task<Guid?> FindCompanyAsync(string mandatePath, CancellationToken ct) => FindAsync(CompanySql, mandatePath, ct);

    public Task<Guid?> FindCompanyAsync(OwnedRecord record, CancellationToken ct) =>
        record.Kind switch
        {
            RecordKind.Job => FindAsync(OfJobSql, record.Id, ct),
            RecordKind.PayrollResult => FindAsync(OfPayrollSql, Guid.Parse(record.Id), ct),
            _ => throw new ArgumentOutOfRangeException(nameof(record)),
        };

    private async Task<Guid?> FindAsync<T>(string sql, T key, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = key });
        return (Guid?)await command.ExecuteScalarAsync(ct);
    }
}
