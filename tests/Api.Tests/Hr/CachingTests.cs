using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr;

/// <summary>What every cached read promises its callers, on each store.</summary>
public abstract class CachingTests(PinnokioApp app)
{
    private const string Anna = "user-a";
    private const string Bruno = "user-b";

    protected PinnokioApp App { get; } = app;

    protected static readonly string[] CachedReads =
    [
        "HR.list_employees",
        "HR.get_employee",
        "HR.list_contracts",
        "HR.get_active_contract",
        "HR.list_clusters",
    ];

    public static TheoryData<string> Reads => [.. CachedReads];

    public static TheoryData<string> WrittenReads =>
        ["HR.list_employees", "HR.get_employee", "HR.list_contracts", "HR.get_active_contract"];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task ServesTheSecondCallFromTheCache(string method)
    {
        var staff = await EnsureStaffAsync();
        var first = await ReadAsync(staff, method, Anna);
        var second = await ReadAsync(staff, method, Anna);
        Source(first).ShouldBe("database");
        Source(second).ShouldBe("cache");
        second.Text.Replace("\"cache\"", "\"database\"", StringComparison.Ordinal).ShouldBe(first.Text);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task ReadsTheDatabase_WithoutAUser(string method)
    {
        var staff = await EnsureStaffAsync();
        await ReadAsync(staff, method, Anna);
        Source(await ReadAsync(staff, method, null)).ShouldBe("database");
        Source(await ReadAsync(staff, method, null)).ShouldBe("database");
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task KeepsOneEntryPerUser_HoweverTheUserIsNamed(string method)
    {
        var staff = await EnsureStaffAsync();
        await ReadAsync(staff, method, Anna);
        Source(await ReadAsync(staff, method, null, ("firebase_user_id", Anna))).ShouldBe("cache");
        Source(await ReadAsync(staff, method, Anna, ("firebase_user_id", Bruno))).ShouldBe("database");
        Source(await ReadAsync(staff, method, Bruno)).ShouldBe("cache");
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task LoadsAnew_WhenRefreshIsForced(string method)
    {
        var staff = await EnsureStaffAsync();
        await ReadAsync(staff, method, Anna);
        Source(await ReadAsync(staff, method, Anna, ("force_refresh", true))).ShouldBe("database");
        Source(await ReadAsync(staff, method, Anna)).ShouldBe("cache");
    }

    [Theory]
    [MemberData(nameof(WrittenReads))]
    public async Task IsFreshForEveryUser_AfterOneOfThemWrites(string method)
    {
        var staff = await EnsureStaffAsync();
        await ReadAsync(staff, method, Anna);
        await ReadAsync(staff, method, Bruno);
        await WriteAsync(staff, method, "Neuchâtel", "7777.77");
        foreach (var user in new[] { Bruno, Anna })
        {
            var fresh = await ReadAsync(staff, method, user);
            Source(fresh).ShouldBe("database");
            fresh.Text.ShouldContain(method.Contains("contract", StringComparison.Ordinal) ? "7777.77" : "Neuchâtel");
            Source(await ReadAsync(staff, method, user)).ShouldBe("cache");
        }
    }

    [Theory]
    [MemberData(nameof(WrittenReads))]
    public async Task StaysCached_WhenAnotherCompanyIsWritten(string method)
    {
        var staff = await EnsureStaffAsync();
        await ReadAsync(staff, method, Anna);
        await WriteAsync(await EnsureStaffAsync(), method, "Aigle", "1.00");
        Source(await ReadAsync(staff, method, Anna)).ShouldBe("cache");
    }

    [Fact]
    public async Task ShowsWhatOthersWroteToTheDatabase_WhenRefreshIsForced()
    {
        var staff = await EnsureStaffAsync();
        await ReadAsync(staff, "HR.get_employee", Anna);
        await App.Database.ExecuteAsync($"UPDATE hr.employees SET city = 'Coire' WHERE id = '{staff.EmployeeId}'");
        (await ReadAsync(staff, "HR.get_employee", Anna)).Text.ShouldNotContain("Coire");
        (await ReadAsync(staff, "HR.get_employee", Anna, ("force_refresh", true))).Text.ShouldContain("Coire");
        (await ReadAsync(staff, "HR.get_employee", Anna)).Text.ShouldContain("Coire");
    }

    [Theory]
    [InlineData("search", "Muster")]
    [InlineData("cluster_code", "CH-GE")]
    [InlineData("active_on", "2025-06-01")]
    [InlineData("include_inactive", true)]
    [InlineData("limit", 10)]
    public async Task NeitherAsksNorFillsTheCache_WhenAListIsFiltered(string name, object value)
    {
        var staff = await EnsureStaffAsync();
        Source(await ReadAsync(staff, "HR.list_employees", Anna, (name, value))).ShouldBe("database");
        Source(await ReadAsync(staff, "HR.list_employees", Anna)).ShouldBe("database");
        Source(await ReadAsync(staff, "HR.list_employees", Anna, (name, value))).ShouldBe("database");
    }

    [Theory]
    [InlineData("HR.get_employee", "include_sensitive", true)]
    [InlineData("HR.get_active_contract", "on_date", "2025-06-01")]
    public async Task NeitherAsksNorFillsTheCache_WhenTheSharedKeyDoesNotSayAll(string method, string name, object value)
    {
        var staff = await EnsureStaffAsync();
        Source(await ReadAsync(staff, method, Anna, (name, value))).ShouldBe("database");
        Source(await ReadAsync(staff, method, Anna)).ShouldBe("database");
        Source(await ReadAsync(staff, method, Anna, (name, value))).ShouldBe("database");
    }

    [Fact]
    public async Task KeepsNothing_WhenNothingIsFound()
    {
        var staff = (await EnsureStaffAsync()) with { EmployeeId = Guid.NewGuid() };
        foreach (var method in new[] { "HR.get_employee", "HR.get_active_contract" })
        {
            await ReadAsync(staff, method, Anna);
            Source(await ReadAsync(staff, method, Anna)).ShouldBe("database");
        }
    }

    [Fact]
    public async Task KeepsClustersPerCountry()
    {
        var staff = await EnsureStaffAsync();
        await ReadAsync(staff, "HR.list_clusters", Anna);
        var french = await ReadAsync(staff, "HR.list_clusters", Anna, ("country_code", "FR"));
        Source(french).ShouldBe("database");
        french.Text.ShouldNotContain("CH-GE");
        Source(await ReadAsync(staff, "HR.list_clusters", Anna, ("country_code", "FR"))).ShouldBe("cache");
    }

    [Fact]
    public async Task HoldsNoSensitiveNumber()
    {
        var staff = await EnsureStaffAsync();
        const string Avs = "7569217076985";
        var written = await App.OnCompanyAsync(
            "HR.update_employee",
            staff.CompanyId,
            ("employee_id", staff.EmployeeId),
            ("avs_number", Avs)
        );
        written.Text.ShouldNotContain(Avs);
        (await ReadAsync(staff, "HR.get_employee", Anna, ("include_sensitive", true))).Text.ShouldContain(Avs);
        await ReadAsync(staff, "HR.get_employee", Anna);
        var cached = await ReadAsync(staff, "HR.get_employee", Anna);
        Source(cached).ShouldBe("cache");
        cached.Text.ShouldNotContain(Avs);
        cached.Text.ShouldContain("756.****.****.85");
    }

    /// <summary>A company of both users' with one employee and one contract.</summary>
    protected async Task<Staff> EnsureStaffAsync()
    {
        var (company, employee) = await App.EnsureStaffAsync();
        var contract = await App.CreateContractAsync(company, employee);
        foreach (var user in new[] { Anna, Bruno })
        {
            (await App.OnCompanyAsync("HR.add_company_member", company, ("user_id", user), ("role", "hr_admin"))).Ok.ShouldBeTrue();
        }

        return new Staff(company, employee, contract);
    }

    protected async Task<RpcReply> ReadAsync(Staff staff, string method, string? user, params (string Name, object? Value)[] more)
    {
        (string, object?)[] employee = method is "HR.list_employees" or "HR.list_clusters" ? [] : [("employee_id", staff.EmployeeId)];
        var reply = await App.OnCompanyAsync(method, staff.CompanyId, user, [.. employee, .. more]);
        reply.Ok.ShouldBeTrue(reply.Text);
        return reply;
    }

    protected static string Source(RpcReply reply) => reply.Data.GetProperty("source").GetString()!;

    private async Task WriteAsync(Staff staff, string method, string city, string salary)
    {
        var written = method.Contains("contract", StringComparison.Ordinal)
            ? await App.OnCompanyAsync(
                "HR.update_contract",
                staff.CompanyId,
                Anna,
                ("contract_id", staff.ContractId),
                ("base_salary", salary)
            )
            : await App.OnCompanyAsync("HR.update_employee", staff.CompanyId, Anna, ("employee_id", staff.EmployeeId), ("city", city));
        written.Ok.ShouldBeTrue(written.Text);
    }

    protected sealed record Staff(Guid CompanyId, Guid EmployeeId, Guid ContractId);
}
