using System.Text;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>What is read out of a job's JSON.</summary>
public static class JobFacts
{
    public static T ParametersAs<T>(this Job job) => WireJson.Deserialize<T>(Encoding.UTF8.GetBytes(job.Parameters));

    /// <summary>The result that a <c>pdf_generate</c> is about.</summary>
    public static Guid PayrollId(this Job job) => job.ParametersAs<PdfParameters>().PayrollId;

    /// <summary>A fresh link to the payslip that a job made, or the jobber's own where it is not kept here; null for other jobs.</summary>
    internal static async Task<string?> PdfLinkAsync(this Job job, IPayslips payslips, CancellationToken ct) =>
        job is { JobType: JobTypes.PdfGenerate, Status: JobStatus.Completed }
            ? await payslips.FindLinkAsync(job.PayrollId(), ct) ?? WireJson.Parse(job.Result)?.TextOrNull("pdf_url")
            : null;
}
