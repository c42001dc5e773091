using Pinnokio.Api.Tests.Hr.Jobs.Embedded;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>A replica is killed with -9 while its embedded jobber works on a batch.</summary>
public sealed class KilledJobberTests
{
    private const int Employees = 400;

    [Fact]
    public async Task IsFinishedByAnotherReplica_AndPaysNobodyTwice()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await ProductProcess.ReadyAsync(database);
        await using var second = await ProductProcess.ReadyAsync(database);
        var staff = await Staff.HireAsync(database, first.Client, Employees);
        var job = await staff.SubmitBatchAsync(first.Client);
        await Eventually.HoldsAsync(async () => await staff.OfJobAsync<int>(job, "coalesce(completed, 0)") > 0, TimeSpan.FromSeconds(60));
        var worker = await WorksOnAsync(first, job) ? first : second;

        await worker.Process.KillAsync();

        (await staff.OfJobAsync<string>(job, "status")).ShouldBe("running", "it was killed in the middle");
        await Eventually.HoldsAsync(async () => await staff.OfJobAsync<string>(job, "status") == "completed", TimeSpan.FromSeconds(120));
        (await staff.OfJobAsync<int>(job, "attempts")).ShouldBe(3, "submitted, begun, and begun again");
        (await staff.OfJobAsync<int>(job, "completed")).ShouldBe(Employees);
        (await staff.ResultsAsync()).ShouldBe($"{Employees} of {Employees}");
    }

    private static async Task<bool> WorksOnAsync(ProductProcess replica, string job) =>
        (await replica.Client.GetStringAsync("/debug")).Contains($"\"{job}\"", StringComparison.Ordinal);
}
