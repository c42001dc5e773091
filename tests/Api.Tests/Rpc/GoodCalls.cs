using System.Text.Json;
using Pinnokio.Api.Rpc;
using Pinnokio.Api.Tests.Hr.Jobs;
using Pinnokio.Api.Tests.Hr.Payroll;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>A company to call every method on, and a value of the right form for each argument of the catalogue, as JSON.</summary>
internal sealed class GoodCalls
{
    private static int s_counter;
    private readonly Dictionary<string, string> _values;

    private GoodCalls(Dictionary<string, string> values) => _values = values;

    public static RpcCatalog Catalog { get; } = RpcCatalog.Build(typeof(Application.DependencyInjection).Assembly);

    /// <summary>The names of all methods, for a theory over them.</summary>
    public static TheoryData<string> Methods => [.. Catalog.Methods.Select(method => method.Name)];

    public Guid CompanyId { get; private init; }

    public static async Task<GoodCalls> PrepareAsync(PinnokioApp app)
    {
        var path = $"clients/u/bo_clients/b/mandates/{Guid.NewGuid():N}";
        var company = await app.EnsureCompanyAsync(("mandate_path", path));
        var employee = await app.CreateEmployeeAsync(company);
        // In a group of its own, so that the good call to create one does not clash.
        var contract = await app.CreateContractAsync(company, employee, ("concurrency_group", "side:1"));
        await app.OnCompanyAsync("HR.add_company_member", company, ("user_id", "somebody"), ("role", "viewer"));
        var payroll = await app.AddPayrollAsync(employee, 2024, 12);
        var job = await app.AddJobAsync(company);
        return new GoodCalls(
            new()
            {
                ["company_id"] = $"\"{company}\"",
                ["employee_id"] = $"\"{employee}\"",
                ["contract_id"] = $"\"{contract}\"",
                ["payroll_id"] = $"\"{payroll}\"",
                ["job_id"] = $"\"{job}\"",
                ["mandate_path"] = $"\"{path}\"",
                ["account_firebase_uid"] = "\"owner\"",
                ["country"] = "\"Switzerland\"",
                ["country_code"] = "\"CH\"",
                ["birth_date"] = "\"1990-05-17\"",
                ["hire_date"] = "\"2024-01-01\"",
                ["start_date"] = "\"2025-01-01\"",
                ["end_date"] = "\"2025-12-31\"",
                ["status"] = "\"validated\"",
                ["rate_code"] = "\"LAA_NBU_EE\"",
                ["rate_value"] = "0.016",
                ["valid_from"] = "\"2026-01-01\"",
                ["cluster_code"] = "\"CH-GE\"",
                ["contract_type"] = "\"indefiniteSalaryMth\"",
                ["base_salary"] = "6500.00",
                ["user_id"] = "\"somebody\"",
                ["role"] = "\"viewer\"",
                ["channel"] = "\"user:somebody\"",
                ["type"] = "\"notif.sync\"",
                ["payload"] = "{}",
                ["year"] = "2025",
                ["month"] = "1",
            }
        )
        {
            CompanyId = company,
        };
    }

    /// <summary>The arguments that the method cannot do without.</summary>
    public Dictionary<string, string> Arguments(RpcMethod method) =>
        method.Parameters.Where(p => p.IsRequired).ToDictionary(p => p.Name, ValueOf);

    /// <summary>The call as a body of <c>POST /rpc</c>; <paramref name="extra"/> stands in kwargs as it is.</summary>
    public static string Body(RpcMethod method, Dictionary<string, string> arguments, string extra = "", string? userId = null)
    {
        var kwargs = string.Join(',', arguments.Select(a => $"\"{a.Key}\":{a.Value}").Concat(extra.Length > 0 ? [extra] : []));
        var user = userId is null ? "" : $",\"user_id\":{JsonSerializer.Serialize(userId)}";
        return $$"""{"method":"{{method.Name}}","kwargs":{{{kwargs}}}{{user}}}""";
    }

    private string ValueOf(RpcParameter parameter) =>
        parameter.Name == "identifier" ? $"\"G-{Interlocked.Increment(ref s_counter)}\""
        : _values.TryGetValue(parameter.Name, out var value) ? value
        : parameter.ValueType == typeof(string) ? "\"sample\""
        : throw new InvalidOperationException($"{parameter.Name} needs a good value in {nameof(GoodCalls)}.");
}
