using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>Whether the jobber answers, and what it is.</summary>
[RpcMethod("HR.check_jobber_health"), AllowsAnyCaller("Names the jobber; holds nothing of a company.")]
public sealed record CheckJobberHealth : IQuery<JobberReport>
{
    public string? FirebaseUserId { get; init; }
}

/// <summary><c>Status</c> is <c>connected</c> or <c>error</c>, which <c>Error</c> then explains. The jobber's own words are null while it is an error.</summary>
public sealed record JobberReport(string Status, string JobberUrl, string? JobberStatus, string? JobberVersion, string? Error);

internal sealed class CheckJobberHealthValidator : AbstractValidator<CheckJobberHealth>
{
    public CheckJobberHealthValidator() => RuleFor(q => q.FirebaseUserId).UserId();
}

internal sealed class CheckJobberHealthHandler(IJobber jobber, JobberAddress address) : IRequestHandler<CheckJobberHealth, JobberReport>
{
    public async Task<JobberReport> Handle(CheckJobberHealth query, CancellationToken ct)
    {
        try
        {
            var health = await jobber.CheckAsync(ct);
            return new JobberReport("connected", health.Url, health.Status, health.Version, null);
        }
        catch (AppException away)
        {
            return new JobberReport("error", address.Url, null, null, away.Error.Message);
        }
    }
}
