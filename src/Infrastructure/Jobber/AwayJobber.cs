using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>Stands where no jobber is configured: every call finds it away.</summary>
internal sealed class AwayJobber : IJobber
{
    public Task<JobCallback?> SubmitAsync(Job job, CancellationToken ct) => throw Away();

    public Task<JobCallback?> FindAsync(Job job, CancellationToken ct) => throw Away();

    public Task<ReadOnlyMemory<byte>?> FindPdfAsync(Guid payrollId, CancellationToken ct) => throw Away();

    public Task<JobberHealth> CheckAsync(CancellationToken ct) => throw Away();

    private static AppException Away() => new(AppError.Unavailable("The HR jobber"));
}
