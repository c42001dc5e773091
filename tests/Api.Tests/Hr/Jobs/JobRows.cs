using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

/// <summary>Jobs as the product keeps them, straight into the table.</summary>
internal static class JobRows
{
    /// <summary>A job that somebody has in hand for the next days, so that nothing happens to it by itself.</summary>
    public static async Task<string> AddJobAsync(this PinnokioApp app, Guid company, string status = "running", string more = "")
    {
        var id = $"payroll_{Guid.NewGuid():N}"[..20];
        var finished = status is "pending" or "running" ? "NULL" : "now()";
        await app.Database.ExecuteAsync(
            $"""
            INSERT INTO hr.hr_jobs (job_id, job_type, company_id, user_id, status, submitted_at, leased_until, due_at, finished_at)
            VALUES ('{id}', 'payroll_calculate', '{company}', 'anna', '{status}', now(), now() + interval '9 days', now() + interval '9 days', {finished});
            """
        );
        if (more.Length > 0)
        {
            await app.Database.ExecuteAsync($"UPDATE hr.hr_jobs SET {more} WHERE job_id = '{id}'");
        }

        return id;
    }
}
