using System.Text.Json;
using System.Text.Json.Nodes;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>The HR jobber over HTTP. A job's parameters are in its interface's own words already; beside them it is told where to report, and what to say.</summary>
internal sealed class HttpJobber(JobberClient jobber, JobberOptions options, PublicAddress here) : IJobber
{
    public const string CallbackPath = "/hr/callback";
    private const int Done = 200;

    public void CheckVariables(JsonElement? variables) { }

    public async Task<JobCallback?> SubmitAsync(Job job, CancellationToken ct)
    {
        var order = Order(job);
        var answer = await jobber.ExecuteAsync(
            (api, stop) =>
                job.JobType switch
                {
                    JobTypes.PayrollCalculate => api.CalculateAsync(job.JobId, order, stop),
                    JobTypes.PayrollBatch => api.BatchAsync(job.JobId, order, stop),
                    JobTypes.PdfGenerate => api.GeneratePdfAsync(job.JobId, order, stop),
                    _ => throw new ArgumentOutOfRangeException(nameof(job), job.JobType, "The jobber has no such work."),
                },
            ct
        );
        switch (job.JobType)
        {
            case JobTypes.PayrollCalculate when answer.Status == Done:
                return new JobCallback(job.JobId, JobStatus.Completed) { Result = answer.Json(JsonValueKind.Object) };
            case JobTypes.PayrollBatch:
                NoteEstimates(job, answer);
                return null;
            default:
                return null;
        }
    }

    public async Task<JobCallback?> FindAsync(Job job, CancellationToken ct)
    {
        var answer = await jobber.ReadAsync((api, stop) => api.JobAsync(job.JobId, stop), ct, takesNotFound: true);
        return answer.IsGood ? JobberReport.Read(job.JobId, answer.Json(JsonValueKind.Object)) : null;
    }

    public async Task<ReadOnlyMemory<byte>?> FindPdfAsync(Guid payrollId, CancellationToken ct)
    {
        var answer = await jobber.ReadAsync((api, stop) => api.PdfAsync(payrollId, stop), ct, takesNotFound: true);
        if (!answer.IsGood)
        {
            return null;
        }

        return answer.Body.Span.StartsWith("%PDF-"u8) ? answer.Body : throw JobberErrors.Unreadable();
    }

    public async Task<JobberHealth> CheckAsync(CancellationToken ct)
    {
        var health = (await jobber.ReadAsync((api, stop) => api.HealthAsync(stop), ct)).Json(JsonValueKind.Object);
        return new JobberHealth(
            options.ToString(),
            JobberReport.Text(health, "status") ?? throw JobberErrors.Unreadable(),
            JobberReport.Text(health, "version")
        );
    }

    private JsonObject Order(Job job)
    {
        var order = JsonNode.Parse(job.Parameters)!.AsObject();
        var data = new JsonObject
        {
            ["job_id"] = job.JobId,
            ["job_type"] = job.JobType,
            ["user_id"] = job.UserId,
            ["session_id"] = job.SessionId,
            ["mandate_path"] = job.MandatePath,
        };
        if (job.JobType == JobTypes.PayrollCalculate)
        {
            data["employee_id"] = order["employee_id"]?.DeepClone();
            data["period_year"] = order["year"]?.DeepClone();
            data["period_month"] = order["month"]?.DeepClone();
        }
        else if (job.JobType == JobTypes.PayrollBatch)
        {
            data["company_id"] = order["company_id"]?.DeepClone();
        }

        order["callback_url"] = here.Of(CallbackPath);
        order["callback_data"] = data;
        return order;
    }

    /// <summary>The status says that the batch was accepted; without sound estimates ours stay.</summary>
    private static void NoteEstimates(Job job, JobberAnswer answer)
    {
        try
        {
            var told = answer.Json(JsonValueKind.Object);
            job.Total = JobberReport.Count(told, "estimated_count") ?? job.Total;
            job.EstimatedSeconds = JobberReport.Count(told, "estimated_duration_seconds") ?? job.EstimatedSeconds;
        }
        catch (AppException)
        {
            // An accepted job stays accepted, whatever stands beside it.
        }
    }
}
