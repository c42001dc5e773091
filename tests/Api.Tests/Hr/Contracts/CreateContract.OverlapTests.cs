using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Contracts;

/// <summary>Contracts of one group never share a day, whichever was entered first.</summary>
[Collection(HrApp.Collection)]
public sealed class CreateContractOverlapTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Theory]
    [InlineData("2025-01-01", "2025-06-30", "2025-07-01", "2025-12-31", true)]
    [InlineData("2025-01-01", "2025-06-30", "2025-06-30", "2025-12-31", false)]
    [InlineData("2025-01-01", "2025-12-31", "2025-03-01", "2025-03-31", false)]
    [InlineData("2025-01-01", "2025-01-01", "2025-01-01", "2025-01-01", false)]
    [InlineData("2025-01-01", "2025-01-01", "2025-01-02", "2025-01-02", true)]
    [InlineData("2025-01-01", null, "2026-01-01", "2026-12-31", false)]
    [InlineData("2025-01-01", null, "2024-01-01", "2024-12-31", true)]
    [InlineData("2025-01-01", null, "2024-01-01", "2025-01-01", false)]
    [InlineData("2025-01-01", null, "2030-01-01", null, false)]
    public async Task JudgesTwoContractsAlike_InEitherOrder(string start, string? end, string otherStart, string? otherEnd, bool compatible)
    {
        foreach (var (first, second) in new[] { ((start, end), (otherStart, otherEnd)), ((otherStart, otherEnd), (start, end)) })
        {
            var (company, employee) = await _app.EnsureStaffAsync();
            var id = await _app.CreateContractAsync(company, employee, ("start_date", first.Item1), ("end_date", first.Item2));
            var reply = await CreateAsync(company, employee, ("start_date", second.Item1), ("end_date", second.Item2));
            reply.Ok.ShouldBe(compatible, reply.Text);
            if (!compatible)
            {
                reply.ShouldNotBeApplied("CONFLICT", "start_date", "contract_overlap");
                var clash = reply.Error.GetProperty("details").GetProperty("contracts").EnumerateArray().ShouldHaveSingleItem();
                clash.GetProperty("contract_id").GetGuid().ShouldBe(id);
                clash.GetProperty("start_date").GetString().ShouldBe(first.Item1);
                clash.GetProperty("end_date").GetString().ShouldBe(first.Item2);
            }
        }
    }

    [Fact]
    public async Task LetsOtherGroupsAndOtherEmployeesShareTheDay()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.CreateContractAsync(company, employee);
        (await CreateAsync(company, employee, ("concurrency_group", "side:1"))).Ok.ShouldBeTrue();
        (await CreateAsync(company, employee, ("concurrency_group", "side:1"))).Reason.ShouldBe("contract_overlap");
        (await CreateAsync(company, await _app.CreateEmployeeAsync(company))).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData("state", "cancelled")]
    [InlineData("is_active", false)]
    public async Task FreesTheDays_WhenAContractIsTakenBack(string field, object value)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var id = await _app.CreateContractAsync(company, employee);
        (await _app.OnCompanyAsync("HR.update_contract", company, ("contract_id", id), (field, value))).Ok.ShouldBeTrue();
        await _app.CreateContractAsync(company, employee);
        object back = field == "state" ? "active" : true;
        var revived = await _app.OnCompanyAsync("HR.update_contract", company, ("contract_id", id), (field, back));
        revived.ShouldNotBeApplied("CONFLICT", reason: "contract_overlap");
    }

    [Fact]
    public async Task LetsOneWin_WhenTwoClaimTheDayAtTheSameTime()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CreateAsync(company, employee)));
        replies.Count(reply => reply.Ok).ShouldBe(1);
        replies.Where(reply => !reply.Ok).ShouldAllBe(reply => reply.Reason == "contract_overlap");
    }

    private Task<RpcReply> CreateAsync(Guid company, Guid employee, params (string Name, object? Value)[] fields) =>
        _app.RpcAsync("HR.create_contract", HrDriver.Contract(company, employee, fields));
}
