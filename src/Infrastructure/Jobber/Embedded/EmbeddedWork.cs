using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>Does one job and says how it ended. What may be gone at the next attempt is thrown.</summary>
internal sealed class EmbeddedWork(IServiceScopeFactory scopes, EmbeddedBatch batch)
{
    /// <param name="held">Cancelled when the job is no longer this replica's; the work cancels it where it hears so first.</param>
    public async Task<JobCallback> DoAsync(Job job, CancellationTokenSource held)
    {
        try
        {
            return job.JobType switch
            {
                JobTypes.PayrollCalculate => await CalculateAsync(job, job.ParametersAs<CalculateParameters>(), held.Token),
                JobTypes.PayrollBatch => await batch.RunAsync(job, job.ParametersAs<BatchParameters>(), held),
                JobTypes.PdfGenerate => await RenderAsync(job, job.ParametersAs<PdfParameters>(), held.Token),
                _ => throw new InvalidOperationException("No such type of job."),
            };
        }
        catch (AppException refused) when (refused.Error.RetryAfterMs is null)
        {
            return Failed(job, refused.Error);
        }
    }

    private async Task<JobCallback> CalculateAsync(Job job, CalculateParameters asked, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var order = new PayrollOrder(job.CompanyId, [asked.EmployeeId], asked.Year, asked.Month)
        {
            Variables = asked.Variables,
            ForceRecalculate = asked.ForceRecalculate,
            UserId = job.UserId,
        };
        var outcome = await scope.ServiceProvider.GetRequiredService<IPayrollRuns>().RunAsync(order, ct).SingleAsync(ct);
        var end = outcome switch
        {
            { Payroll: { } payroll } => Completed(job, payroll),
            { Error: { } error } => Failed(job, error),
            _ => throw new InvalidOperationException("A run ended without a result and without an error."),
        };
        return end with { EmployeeId = asked.EmployeeId, PeriodYear = asked.Year, PeriodMonth = asked.Month };
    }

    private async Task<JobCallback> RenderAsync(Job job, PdfParameters asked, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var link = await scope.ServiceProvider.GetRequiredService<IPayslips>().CreateAsync(asked.PayrollId, ct);
        return Completed(job, new { asked.PayrollId, PdfUrl = link }) with { PdfUrl = link };
    }

    private static JobCallback Completed<T>(Job job, T result) =>
        new(job.JobId, JobStatus.Completed) { Result = JsonSerializer.SerializeToElement(result, WireJson.Options) };

    private static JobCallback Failed(Job job, AppError error) =>
        new(job.JobId, JobStatus.Failed) { ErrorCode = error.Code, Error = error.Message };
}
