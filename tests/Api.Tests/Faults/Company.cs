using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>A company whose employees are read and written by way of any replica.</summary>
internal sealed record Company(Guid Id)
{
    public static async Task<Company> EnsureAsync(HttpClient replica)
    {
        var reply = await replica.RpcAsync(
            "HR.ensure_company",
            new
            {
                account_firebase_uid = "owner",
                mandate_path = $"clients/owner/mandates/{Guid.NewGuid():N}",
                company_name = "Atelier",
                country = "Suisse",
            }
        );
        return new Company(reply.Data.GetProperty("company_id").GetGuid());
    }

    public Task<RpcReply> CreateAsync(
        HttpClient replica,
        string identifier,
        string? key = null,
        int? timeoutMs = null,
        CancellationToken ct = default
    ) =>
        replica.RpcAsync(
            "HR.create_employee",
            new
            {
                company_id = Id,
                identifier,
                first_name = "Ada",
                last_name = "Muster",
                birth_date = "1990-01-01",
                cluster_code = "CH-GE",
                hire_date = "2024-01-01",
            },
            userId: "writer",
            idempotencyKey: key,
            timeoutMs: timeoutMs,
            ct: ct
        );

    public async Task<Guid> HireAsync(HttpClient replica, string identifier)
    {
        var created = await CreateAsync(replica, identifier);
        return created.Data.GetProperty("employee_id").GetGuid();
    }

    public Task<RpcReply> ContractAsync(HttpClient replica, Guid employee, string key) =>
        replica.RpcAsync(
            "HR.create_contract",
            new
            {
                company_id = Id,
                employee_id = employee,
                contract_type = "indefiniteSalaryMth",
                start_date = "2024-01-01",
                base_salary = "6500.00",
            },
            userId: "writer",
            idempotencyKey: key
        );

    public Task<RpcReply> RenameAsync(HttpClient replica, Guid employee, string firstName, string? userId = "writer") =>
        replica.RpcAsync(
            "HR.update_employee",
            new
            {
                company_id = Id,
                employee_id = employee,
                first_name = firstName,
            },
            userId
        );

    public Task<RpcReply> RenameCompanyAsync(HttpClient replica, string name) =>
        replica.RpcAsync("HR.update_company", new { company_id = Id, name });

    public Task<RpcReply> ListAsync(HttpClient replica, string? userId, int? timeoutMs = null, CancellationToken ct = default) =>
        replica.RpcAsync("HR.list_employees", new { company_id = Id }, userId, timeoutMs: timeoutMs, ct: ct);

    /// <summary>The first name of the only employee, and where it was read from.</summary>
    public async Task<(string FirstName, string Source)> ReadAsync(HttpClient replica, string userId)
    {
        var answer = (await ListAsync(replica, userId)).Data;
        var name = answer.GetProperty("employees").EnumerateArray().Single().GetProperty("first_name").GetString()!;
        return (name, answer.GetProperty("source").GetString()!);
    }

    public Task<long> CountAsync(TestDatabase database, string identifier) =>
        database.ScalarAsync<long>($"SELECT count(*) FROM hr.employees WHERE company_id = '{Id}' AND identifier = '{identifier}'");
}
