using System.Text;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Companies;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>Adds the row of a submitted job, with the parameters that the jobber will be given.</summary>
internal sealed class JobWriter(IJobStore jobs, IJobber jobber, ICompanyReader companies, TimeProvider clock)
{
    /// <summary>The call that adds the job hands it over itself; whoever watches over jobs leaves it that long.</summary>
    private static readonly TimeSpan s_headStart = TimeSpan.FromSeconds(10);

    public async Task<SubmittedJob> AddAsync<TParameters>(
        string jobType,
        Guid companyId,
        JobOrder order,
        TParameters parameters,
        JobEstimate estimate,
        CancellationToken ct
    )
    {
        if (order is PayrollJobOrder { Variables: var variables })
        {
            jobber.CheckVariables(variables);
        }

        var path = order.MandatePath is { } given ? MandatePath.Canonical(given) : null;
        if (path is not null && await companies.FindIdAsync(path, ct) != companyId)
        {
            throw new AppException(HrErrors.ForeignMandatePath);
        }

        var now = clock.GetUtcNow();
        var job = Job.Create(jobType, companyId, order.UserId, now);
        job.SessionId = order.SessionId;
        job.MandatePath = path;
        job.Parameters = Encoding.UTF8.GetString(WireJson.Serialize(parameters));
        job.DueAt = now + s_headStart;
        job.EstimatedSeconds = estimate.Seconds;
        job.Total = estimate.Count;
        jobs.Add(job);
        return SubmittedJob.From(job);
    }
}

/// <summary>How long a job takes and how many it is about, as far as can be said before the jobber has it.</summary>
internal readonly record struct JobEstimate(int Seconds, int? Count = null)
{
    private const int SecondsForOne = 5;
    private const int PerSecond = 5;

    public static JobEstimate One => new(SecondsForOne);

    public static JobEstimate Of(int count) => new(SecondsForOne + count / PerSecond, count);
}
