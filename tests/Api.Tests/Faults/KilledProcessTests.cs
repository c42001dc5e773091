using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>The process is killed with -9 while a create runs; the caller tries again with the same key on a new process.</summary>
public sealed class KilledProcessTests
{
    [Fact]
    public async Task LeavesNothing_WhenKilledBeforeTheCommit()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var killed = await ProductProcess.ReadyAsync(database);
        var company = await Company.EnsureAsync(killed.Client);
        var employee = await company.HireAsync(killed.Client, "E-1");
        await using (await Blockade.OfTableAsync(database, "hr.contracts"))
        {
            // It has claimed its key and reads what the contract might overlap.
            await KillDuringAsync(killed, database, company.ContractAsync(killed.Client, employee, "key"));
        }

        await using var fresh = await ProductProcess.ReadyAsync(database);
        var retried = await company.ContractAsync(fresh.Client, employee, "key");

        retried.Ok.ShouldBeTrue(retried.Text);
        retried.Replayed.ShouldBeFalse();
        (await database.ScalarAsync<long>($"SELECT count(*) FROM hr.contracts WHERE employee_id = '{employee}'")).ShouldBe(1);
    }

    [Fact]
    public async Task RepeatsTheAnswer_WhenKilledBetweenCommitAndAnswer()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var killed = await ProductProcess.ReadyAsync(database);
        var company = await Company.EnsureAsync(killed.Client);
        await using (await Blockade.OfCommitsAsync(database))
        {
            // The server goes on with a commit that it has begun, whoever is there to hear of it.
            await KillDuringAsync(killed, database, company.CreateAsync(killed.Client, "E-2", "key"));
        }

        await Eventually.HoldsAsync(async () => await company.CountAsync(database, "E-2") == 1);
        await using var fresh = await ProductProcess.ReadyAsync(database);
        var retried = await company.CreateAsync(fresh.Client, "E-2", "key");
        var stored = await database.ScalarAsync<Guid>($"SELECT id FROM hr.employees WHERE company_id = '{company.Id}'");

        retried.Replayed.ShouldBeTrue(retried.Text);
        retried.Data.GetProperty("employee_id").GetGuid().ShouldBe(stored);
        (await company.CountAsync(database, "E-2")).ShouldBe(1);
    }

    private static async Task KillDuringAsync(ProductProcess product, TestDatabase database, Task<RpcReply> create)
    {
        await Blockade.UntilWaitingAsync(database);
        await product.Process.KillAsync();
        await Should.ThrowAsync<HttpRequestException>(create);
    }
}
