using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Jobs;
using Pinnokio.Infrastructure.Tests.Postgres;

namespace Pinnokio.Infrastructure.Tests.Jobs;

public sealed class DueJobsTests : IAsyncLifetime
{
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(1);
    private HrDatabase _database = null!;
    private JobRig _rig = null!;

    public async Task InitializeAsync()
    {
        _database = await HrDatabase.MigratedAsync();
        _rig = await JobRig.OnAsync(_database);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task GivesEachJobToOne_WhenReplicasLookTogether()
    {
        for (var n = 0; n < 30; n++)
        {
            await _rig.AddedAsync();
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TakeAsync(10)));
        var rest = await TakeAsync(30);

        taken.SelectMany(some => some).Concat(rest).Select(job => job.JobId).ShouldBeUnique();
        taken.Sum(some => some.Count).ShouldBe(30 - rest.Count);
        (await TakeAsync(30)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("due_at = now() + interval '1 minute'")]
    [InlineData("leased_until = now() + interval '1 minute'")]
    [InlineData("status = 'completed', finished_at = now()")]
    public async Task LeavesAJobAlone_WhenItIsNotDueOrInHandsOrEnded(string state)
    {
        await _rig.AddedAsync();
        await _rig.ExecuteAsync($"UPDATE hr.hr_jobs SET {state}");
        (await TakeAsync(10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TakesAJob_WhenItsLeaseRanOut()
    {
        var job = await _rig.AddedAsync();
        await _rig.ExecuteAsync("UPDATE hr.hr_jobs SET leased_until = now() - interval '1 second'");
        (await TakeAsync(10)).ShouldHaveSingleItem().JobId.ShouldBe(job.JobId);
    }

    private Task<IReadOnlyList<Job>> TakeAsync(int most) => new DueJobs(_rig.Source).TakeAsync(most, s_again, CancellationToken.None);
}
