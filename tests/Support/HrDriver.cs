using System.Globalization;

namespace Pinnokio.Support;

/// <summary>What a caller of the HR methods does again and again. The arguments have defaults; a test states those that it is about.</summary>
public static class HrDriver
{
    private static int s_counter;

    /// <summary>Arguments of <c>HR.ensure_company</c>, for a mandate path that no other test uses.</summary>
    public static Dictionary<string, object?> Company(params (string Name, object? Value)[] changes) =>
        With(
            new()
            {
                ["account_firebase_uid"] = "owner",
                ["mandate_path"] = $"clients/u{Next()}/bo_clients/b/mandates/{Guid.NewGuid():N}",
                ["company_name"] = "Atelier Dupont SA",
                ["country"] = "Switzerland",
            },
            changes
        );

    /// <summary>Arguments of <c>HR.create_employee</c>.</summary>
    public static Dictionary<string, object?> Employee(Guid companyId, params (string Name, object? Value)[] changes) =>
        With(
            new()
            {
                ["company_id"] = companyId,
                ["identifier"] = $"E-{Next()}",
                ["first_name"] = "Anna",
                ["last_name"] = "Muster",
                ["birth_date"] = "1990-05-17",
                ["cluster_code"] = "CH-GE",
                ["hire_date"] = "2024-01-01",
            },
            changes
        );

    /// <summary>Arguments of <c>HR.create_contract</c>.</summary>
    public static Dictionary<string, object?> Contract(Guid companyId, Guid employeeId, params (string Name, object? Value)[] changes) =>
        With(
            new()
            {
                ["company_id"] = companyId,
                ["employee_id"] = employeeId,
                ["contract_type"] = "indefiniteSalaryMth",
                ["start_date"] = "2025-01-01",
                ["base_salary"] = "6500.00",
            },
            changes
        );

    public static async Task<Guid> EnsureCompanyAsync(this PinnokioApp app, params (string Name, object? Value)[] changes) =>
        (await app.RpcAsync("HR.ensure_company", Company(changes))).Data.GetProperty("company_id").GetGuid();

    public static async Task<Guid> CreateEmployeeAsync(
        this PinnokioApp app,
        Guid companyId,
        params (string Name, object? Value)[] changes
    ) => (await app.RpcAsync("HR.create_employee", Employee(companyId, changes))).Data.GetProperty("employee_id").GetGuid();

    public static async Task<Guid> CreateContractAsync(
        this PinnokioApp app,
        Guid companyId,
        Guid employeeId,
        params (string Name, object? Value)[] changes
    ) => (await app.RpcAsync("HR.create_contract", Contract(companyId, employeeId, changes))).Data.GetProperty("contract_id").GetGuid();

    /// <summary>A company with one employee.</summary>
    public static async Task<(Guid CompanyId, Guid EmployeeId)> EnsureStaffAsync(this PinnokioApp app)
    {
        var company = await app.EnsureCompanyAsync();
        return (company, await app.CreateEmployeeAsync(company));
    }

    /// <summary>Calls a method on one company; the other arguments as they stand on the wire.</summary>
    public static Task<RpcReply> OnCompanyAsync(
        this PinnokioApp app,
        string method,
        Guid companyId,
        string? userId,
        params (string Name, object? Value)[] arguments
    ) => app.RpcAsync(method, With(new() { ["company_id"] = companyId }, arguments), userId);

    public static Task<RpcReply> OnCompanyAsync(
        this PinnokioApp app,
        string method,
        Guid companyId,
        params (string Name, object? Value)[] arguments
    ) => app.OnCompanyAsync(method, companyId, null, arguments);

    public static async Task<RpcReply> ListEmployeesAsync(
        this PinnokioApp app,
        Guid companyId,
        params (string Name, object? Value)[] arguments
    ) => await app.OnCompanyAsync("HR.list_employees", companyId, arguments);

    private static Dictionary<string, object?> With(Dictionary<string, object?> arguments, (string Name, object? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            arguments[name] = value;
        }

        return arguments;
    }

    private static string Next() => Interlocked.Increment(ref s_counter).ToString("D6", CultureInfo.InvariantCulture);
}
