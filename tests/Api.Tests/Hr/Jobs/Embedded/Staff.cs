using System.Globalization;
using Pinnokio.Api.Tests.Hub;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs.Embedded;

/// <summary>A Geneva company of many, each with a contract from 2025 on but those who have none.</summary>
internal sealed record Staff(TestDatabase Database, Guid Company)
{
    public static async Task<Staff> HireAsync(TestDatabase database, HttpClient replica, int employees, int withoutContract = 0)
    {
        var company = (await replica.RpcAsync("HR.ensure_company", HrDriver.Company())).Data.GetProperty("company_id").GetGuid();
        await database.ExecuteAsync(
            $"""
            INSERT INTO hr.employees (company_id, identifier, first_name, last_name, birth_date, cluster_code, hire_date)
            SELECT '{company}', 'E-' || n, 'Anna', 'Muster ' || lpad(n::text, 5, '0'), date '1960-01-01' + (n * 7919) % 14000, 'CH-GE', '2024-01-01'
            FROM generate_series(1, {employees}) n;
            INSERT INTO hr.contracts (company_id, employee_id, contract_type, start_date, base_salary, remuneration_type)
            SELECT company_id, id, 'indefiniteSalaryMth', '2025-01-01', 4000 + (row_number() OVER (ORDER BY identifier)) % 5000, 'monthly'
            FROM hr.employees WHERE company_id = '{company}' ORDER BY last_name OFFSET {withoutContract};
            """
        );
        return new Staff(database, company);
    }

    public async Task<string> SubmitBatchAsync(HttpClient replica, string user = "anna", int month = 1)
    {
        var reply = await replica.RpcAsync(
            "HR.submit_payroll_batch",
            new
            {
                user_id = user,
                company_id = Company,
                year = 2025,
                month,
            }
        );
        return reply.JobId();
    }

    public Task<T> OfJobAsync<T>(string job, string expression) =>
        Database.ScalarAsync<T>($"SELECT {expression} FROM hr.hr_jobs WHERE job_id = '{job}'");

    /// <summary>How many results, of how many employees.</summary>
    public Task<string> ResultsAsync() =>
        Database.ScalarAsync<string>(
            $"SELECT count(*) || ' of ' || count(DISTINCT employee_id) FROM hr.payroll_results WHERE company_id = '{Company}'"
        );

    public static async Task<HubClient> FollowAsync(HttpClient replica, string user)
    {
        var client = await HubClient.ConnectAsync(replica.BaseAddress!, $"uid={user}", patient: true);
        while (HubClient.Kind(await client.NextAsync()) != "ready") { }
        return client;
    }

    /// <summary>The most memory that a process ever had, in megabytes.</summary>
    public static async Task<int> PeakMegabytesAsync(ProductProcess process)
    {
        var lines = await File.ReadAllLinesAsync($"/proc/{process.Process.Pid}/status");
        return int.Parse(
                lines.Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[
                    ^2
                ],
                CultureInfo.InvariantCulture
            ) / 1024;
    }
}
