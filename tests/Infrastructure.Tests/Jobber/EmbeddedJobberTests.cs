using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Application.Hr.References;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Jobber.Embedded;
using Pinnokio.Infrastructure.Jobs;
using Pinnokio.Infrastructure.Postgres;
using Pinnokio.Infrastructure.Tests.Postgres;

namespace Pinnokio.Infrastructure.Tests.Jobber;

public sealed class EmbeddedJobberTests : JobberTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);
    private HrDatabase _database = null!;
    private PinnokioDbContext _context = null!;
    private EmbeddedJobTable _table = null!;

    protected override IJobber Jobber => new EmbeddedJobber(_table, new Bell<EmbeddedJobs>());

    protected override IReferenceSource References => new EmbeddedReferenceSource(_context, TimeProvider.System);

    public override async Task InitializeAsync()
    {
        _database = await HrDatabase.MigratedAsync();
        _context = _database.CreateDbContext();
        _table = new EmbeddedJobTable(_database.DataSource, _database);
    }

    public override async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected override async Task<Job> NewJobAsync()
    {
        var employee = await _context.AddEmployeeAsync();
        var job = Job.Create(JobTypes.PayrollCalculate, employee.CompanyId, "anna", TimeProvider.System.GetUtcNow());
        job.LeasedUntil = job.CreatedAt + TimeSpan.FromMinutes(2);
        _context.Add(job);
        await _context.SaveChangesAsync();
        return job;
    }

    protected override async Task<int> CountWorkAsync(Job job)
    {
        var claims = new List<Job?>();
        do
        {
            claims.Add(await ClaimAsync());
        } while (claims[^1] is not null);

        return claims.Count(claim => claim?.JobId == job.JobId);
    }

    [Fact]
    public async Task LeavesAJobAlone_ThatAnotherJobberHas()
    {
        var job = await NewJobAsync();
        await _database.ExecuteAsync("UPDATE hr.hr_jobs SET submitted_at = now(), leased_until = NULL");

        (await ClaimAsync()).ShouldBeNull();
        (await Jobber.FindAsync(job, default)).ShouldBeNull();
    }

    [Fact]
    public async Task GivesAJobToAnother_OnceItsLeaseIsOver()
    {
        var job = await NewJobAsync();
        await Jobber.SubmitAsync(job, default);
        var first = (await ClaimAsync()).ShouldNotBeNull();
        (await ClaimAsync()).ShouldBeNull();
        (await _table.RenewAsync(first, s_lease, default)).ShouldBeTrue();
        await _database.ExecuteAsync("UPDATE hr.hr_jobs SET leased_until = now()");

        var second = (await ClaimAsync()).ShouldNotBeNull();

        second.Attempts.ShouldBe(first.Attempts + 1);
        (await _table.RenewAsync(first, s_lease, default)).ShouldBeFalse("it slept through its lease");
        (await _table.RenewAsync(second, s_lease, default)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task CountsAnAttempt_UnlessTheJobIsNotToBlame(bool counts, int attempts)
    {
        var job = await NewJobAsync();
        await Jobber.SubmitAsync(job, default);
        var claimed = (await ClaimAsync()).ShouldNotBeNull();

        await _table.ReleaseAsync(claimed, TimeSpan.Zero, counts, default);

        (await ClaimAsync()).ShouldNotBeNull().Attempts.ShouldBe(attempts + 1);
    }

    private Task<Job?> ClaimAsync() => _table.ClaimAsync(s_lease, batches: true, default);
}
