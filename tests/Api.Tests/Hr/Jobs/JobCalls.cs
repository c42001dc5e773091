using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

/// <summary>What a caller of the jobs' methods does again and again; a test states what it is about.</summary>
internal static class JobCalls
{
    /// <summary>A company with one employee, whose contract runs from 2025 on.</summary>
    public static async Task<(Guid CompanyId, Guid EmployeeId)> EnsurePaidStaffAsync(this PinnokioApp app)
    {
        var (company, employee) = await app.EnsureStaffAsync();
        await app.CreateContractAsync(company, employee);
        return (company, employee);
    }

    public static Task<RpcReply> CalculateAsync(
        this PinnokioApp app,
        Guid company,
        Guid employee,
        string? key = null,
        int? timeoutMs = null,
        params (string Name, object? Value)[] more
    ) => app.SubmitAsync("HR.submit_payroll_calculate", company, key, timeoutMs, [("employee_id", employee), .. more]);

    public static Task<RpcReply> BatchAsync(this PinnokioApp app, Guid company, params (string Name, object? Value)[] more) =>
        app.SubmitAsync("HR.submit_payroll_batch", company, null, null, more);

    public static Task<RpcReply> PdfAsync(this PinnokioApp app, Guid payroll, string? key = null) =>
        app.RpcAsync("HR.submit_pdf_generate", new { user_id = "anna", payroll_id = payroll }, idempotencyKey: key);

    public static async Task<string> StatusAsync(this PinnokioApp app, string jobId) =>
        (await app.RpcAsync("HR.get_job_status", new { job_id = jobId })).Data.GetProperty("status").GetString()!;

    public static string JobId(this RpcReply reply) => reply.Data.GetProperty("job_id").GetString()!;

    public static string? Text(this RpcReply reply, string field) => reply.Data.GetProperty(field).GetString();

    public static Task<long> CountJobsAsync(this PinnokioApp app, Guid company) =>
        app.Database.ScalarAsync<long>($"SELECT count(*) FROM hr.hr_jobs WHERE company_id = '{company}'");

    private static Task<RpcReply> SubmitAsync(
        this PinnokioApp app,
        string method,
        Guid company,
        string? key,
        int? timeoutMs,
        (string Name, object? Value)[] more
    )
    {
        var arguments = new Dictionary<string, object?>
        {
            ["user_id"] = "anna",
            ["company_id"] = company,
            ["year"] = 2025,
            ["month"] = 1,
        };
        foreach (var (name, value) in more)
        {
            arguments[name] = value;
        }

        return app.RpcAsync(method, arguments, idempotencyKey: key, timeoutMs: timeoutMs);
    }
}
