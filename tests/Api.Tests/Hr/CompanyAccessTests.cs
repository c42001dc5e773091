using Pinnokio.Api.Rpc;
using Pinnokio.Api.Tests.Rpc;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr;

/// <summary><c>HR_COMPANY_ACCESS=members</c>: which role may call which method, written out, over the whole catalogue.</summary>
[Collection(MembersHrApp.Collection)]
public sealed class CompanyAccessTests(MembersHrApp hr)
{
    private static readonly string[] s_anybody =
    [
        "HR.check_connection",
        "HR.list_clusters",
        "HR.check_jobber_health",
        "HR.get_all_references",
        "HR.get_contract_types",
        "HR.get_remuneration_types",
        "HR.get_family_status",
        "HR.get_tax_status",
        "HR.get_permit_types",
        "HR.get_payroll_status",
        "HR.get_payroll_items",
    ];

    private static readonly string[] s_viewers =
    [
        "HR.get_company",
        "HR.get_company_id",
        "HR.get_employee",
        "HR.list_employees",
        "HR.list_contracts",
        "HR.get_active_contract",
        "HR.list_company_members",
        "HR.get_cache_stats",
        "HR.refresh_cache",
        "HR.warm_cache",
    ];

    private static readonly string[] s_payroll =
    [
        "HR.get_payroll_result",
        "HR.list_payroll_results",
        "HR.explain_payroll",
        "HR.list_rates",
        "HR.get_job_status",
        "HR.list_jobs",
    ];

    private static readonly string[] s_payrollWriters =
    [
        "HR.submit_payroll_calculate",
        "HR.submit_payroll_batch",
        "HR.submit_pdf_generate",
        "HR.cancel_job",
        "HR.set_payroll_status",
        "HR.set_company_rate",
    ];

    private static readonly string[] s_admins =
    [
        "HR.ensure_company",
        "HR.update_company",
        "HR.create_employee",
        "HR.update_employee",
        "HR.delete_employee",
        "HR.restore_employee",
        "HR.create_contract",
        "HR.update_contract",
        "HR.end_contract",
    ];

    private static readonly string[] s_owners = ["HR.add_company_member", "HR.remove_company_member"];

    private readonly PinnokioApp _app = hr.App;

    public static TheoryData<string> Methods => [.. HrMethods.Select(method => method.Name)];

    private static IEnumerable<RpcMethod> HrMethods =>
        GoodCalls.Catalog.Methods.Where(method => method.Name.StartsWith("HR.", StringComparison.Ordinal));

    [Fact]
    public void SaysOfEveryMethodWhoMayCallIt() =>
        HrMethods
            .Select(method => method.Name)
            .Order()
            .ShouldBe(s_anybody.Concat(s_viewers).Concat(s_payroll).Concat(s_payrollWriters).Concat(s_admins).Concat(s_owners).Order());

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task LetsTheRolesIn_ThatHoldThePermission(string name)
    {
        var method = GoodCalls.Catalog.Find(name)!;
        var calls = await GoodCalls.PrepareAsync(_app);
        foreach (var role in new[] { "viewer", "payroll", "hr_admin", "owner" })
        {
            await AddMemberAsync(calls.CompanyId, role, role);
            var arguments = calls.Arguments(method);
            if (method.RequestType.IsAssignableTo(typeof(Application.Common.IReportsToUser)))
            {
                arguments["user_id"] = $"\"{role}\"";
            }

            var reply = await _app.PostAsync(GoodCalls.Body(method, arguments, userId: role));
            var allowed = RolesOf(name).Contains(role);
            (reply.Code == "FORBIDDEN").ShouldBe(!allowed, $"{role} calls {name}: {reply.Text}");
            reply.Code.ShouldNotBe("INTERNAL", reply.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task WritesNothing_WhenAStrangerCalls(string name)
    {
        var method = GoodCalls.Catalog.Find(name)!;
        var calls = await GoodCalls.PrepareAsync(_app);
        await AddMemberAsync(calls.CompanyId, "boss", "owner");
        var before = await _app.Database.StatesAsync();
        const string Named = "\"firebase_user_id\":\"stranger\"";
        foreach (
            var (extra, user) in new[] { ("", "stranger"), (Named, null), (Named, "boss"), ("\"firebase_user_id\":\"boss\"", "stranger") }
        )
        {
            var reply = await _app.PostAsync(GoodCalls.Body(method, calls.Arguments(method), extra, user));
            if (s_anybody.Contains(name))
            {
                reply.Ok.ShouldBeTrue(reply.Text);
                continue;
            }

            reply.ShouldBeRefused("FORBIDDEN");
            reply.Outcome.ShouldBe(method.IsQuery ? null : "not_applied");
            reply.Text.ShouldNotContain("stranger");
        }

        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("owner", true)]
    [InlineData("hr_admin", true)]
    [InlineData("payroll", true)]
    [InlineData("viewer", false)]
    public async Task ShowsSensitiveNumbersInClear_ToWhomTheRoleAllowsIt(string role, bool allowed)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await AddMemberAsync(company, "reader", role);
        foreach (var (user, named) in new[] { ("reader", "reader"), (null, "reader"), ("reader", "owner") })
        {
            var masked = new
            {
                company_id = company,
                employee_id = employee,
                firebase_user_id = named,
            };
            (await _app.RpcAsync("HR.get_employee", masked, user)).Ok.ShouldBeTrue();
            var clear = new
            {
                company_id = company,
                employee_id = employee,
                firebase_user_id = named,
                include_sensitive = true,
            };
            var reply = await _app.RpcAsync("HR.get_employee", clear, user);
            reply.Ok.ShouldBe(allowed, reply.Text);
            if (!allowed)
            {
                reply.ShouldBeRefused("FORBIDDEN", "include_sensitive", "argument_forbidden");
            }
        }
    }

    [Fact]
    public async Task AsksNobody_WhoNamesNoUser()
    {
        var company = await _app.EnsureCompanyAsync();
        (await _app.ListEmployeesAsync(company)).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData(-10, -1, false)]
    [InlineData(-10, 0, true)]
    [InlineData(0, 0, true)]
    [InlineData(1, 10, false)]
    public async Task CountsTheDaysOfAMembership(int from, int to, bool allowed)
    {
        var company = await _app.EnsureCompanyAsync();
        var today = DateOnly.FromDateTime(hr.Clock.GetUtcNow().UtcDateTime);
        await AddMemberAsync(company, "guest", "viewer", ("valid_from", today.AddDays(from)), ("valid_to", today.AddDays(to)));
        (await _app.OnCompanyAsync("HR.list_employees", company, "guest")).Ok.ShouldBe(allowed);
    }

    [Fact]
    public async Task IsForbiddenAtOnce_WhenTheMemberIsRemoved()
    {
        var company = await _app.EnsureCompanyAsync();
        await AddMemberAsync(company, "guest", "viewer");
        (await _app.OnCompanyAsync("HR.list_employees", company, "guest")).Ok.ShouldBeTrue();
        (await _app.OnCompanyAsync("HR.list_employees", company, "guest")).Data.GetProperty("source").GetString().ShouldBe("cache");
        await _app.OnCompanyAsync("HR.remove_company_member", company, ("user_id", "guest"));
        (await _app.OnCompanyAsync("HR.list_employees", company, "guest")).ShouldBeRefused("FORBIDDEN");
    }

    [Theory]
    [InlineData("HR.get_company_id", " {0}")]
    [InlineData("HR.get_company_id", "{0} ")]
    [InlineData("HR.get_company_id", "\u00a0{0}")]
    [InlineData("HR.ensure_company", " {0}\t")]
    public async Task ProtectsAMandatePath_HoweverItIsPadded(string method, string padded)
    {
        var path = $"comptes/c/mandats/{Guid.NewGuid():N}";
        await _app.EnsureCompanyAsync(("mandate_path", path));
        var spelled = string.Format(System.Globalization.CultureInfo.InvariantCulture, padded, path);
        object arguments = method == "HR.get_company_id" ? new { mandate_path = spelled } : HrDriver.Company(("mandate_path", spelled));
        (await _app.RpcAsync(method, arguments, "stranger")).ShouldBeRefused("FORBIDDEN");
    }

    [Fact]
    public async Task LetsAnybodyFoundACompany_WhoseMandateIsNew()
    {
        var founded = await _app.RpcAsync("HR.ensure_company", HrDriver.Company(("account_firebase_uid", "founder")), "founder");
        founded.Ok.ShouldBeTrue(founded.Text);
        var company = founded.Data.GetProperty("company_id").GetGuid();
        (await _app.OnCompanyAsync("HR.list_company_members", company, "founder")).Ok.ShouldBeTrue();
    }

    private static string[] RolesOf(string method) =>
        s_owners.Contains(method) ? ["owner"]
        : s_admins.Contains(method) ? ["owner", "hr_admin"]
        : s_payrollWriters.Contains(method) ? ["owner", "payroll"]
        : s_payroll.Contains(method) ? ["owner", "hr_admin", "payroll"]
        : ["owner", "hr_admin", "payroll", "viewer"];

    private async Task AddMemberAsync(Guid company, string user, string role, params (string Name, object? Value)[] more) =>
        (await _app.OnCompanyAsync("HR.add_company_member", company, null, [("user_id", user), ("role", role), .. more])).Ok.ShouldBeTrue();
}
