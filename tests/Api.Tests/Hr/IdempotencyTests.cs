using System.Security.Cryptography;
using System.Text;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr;

/// <summary>Keys on creates are replayed, keys on sets are not, and a key that names content never loses a write.</summary>
[Collection(HrApp.Collection)]
public sealed class IdempotencyTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    public static TheoryData<string> Creates => ["HR.create_employee", "HR.create_contract", "HR.add_company_member"];

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task ReplaysTheFirstAnswerByteForByte_WhenKeyAndArgumentsAreTheSame(string method)
    {
        var (_, arguments) = await CreateArgumentsAsync(method);
        var key = NewKey();
        var first = await _app.RpcAsync(method, arguments, "user-a", key);
        first.Ok.ShouldBeTrue(first.Text);
        first.Replayed.ShouldBeFalse();
        var before = await _app.Database.StatesAsync();
        var second = await _app.RpcAsync(method, arguments, "user-a", key);
        second.Text.ShouldBe(first.Text);
        second.Replayed.ShouldBeTrue();
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task ExecutesNothing_WhenTheKeyIsReusedWithOtherArguments(string method)
    {
        var (_, arguments) = await CreateArgumentsAsync(method);
        var key = NewKey();
        (await _app.RpcAsync(method, arguments, "user-a", key)).Ok.ShouldBeTrue();
        var (_, others) = await CreateArgumentsAsync(method);
        var before = await _app.Database.StatesAsync();
        (await _app.RpcAsync(method, others, "user-a", key)).ShouldNotBeApplied("IDEMPOTENCY_KEY_REUSED", "idempotency_key");
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task ReplaysWhateverTheSpellingOfTheArguments_WhenTheirValuesAreTheSame()
    {
        var (company, arguments) = await CreateArgumentsAsync("HR.create_employee");
        var key = NewKey();
        var first = await _app.RpcAsync("HR.create_employee", arguments, "user-a", key);
        var reversed = arguments.Reverse().ToDictionary(a => a.Key, a => a.Value);
        var second = await _app.RpcAsync("HR.create_employee", reversed, "user-a", key);
        (second.Text, second.Replayed).ShouldBe((first.Text, true));
        (await CountAsync(company)).ShouldBe(1);
    }

    [Fact]
    public async Task BelongsToOneUserAndMethod_WhenTheKeyIsTheSame()
    {
        var (company, arguments) = await CreateArgumentsAsync("HR.create_employee");
        var key = NewKey();
        (await _app.RpcAsync("HR.create_employee", arguments, "user-a", key)).Ok.ShouldBeTrue();
        var theirs = HrDriver.Employee(company);
        (await _app.RpcAsync("HR.create_employee", theirs, "user-b", key)).Ok.ShouldBeTrue();
        var member = new
        {
            company_id = company,
            user_id = "m",
            role = "viewer",
        };
        (await _app.RpcAsync("HR.add_company_member", member, "user-a", key)).Ok.ShouldBeTrue();
        (await CountAsync(company)).ShouldBe(2);
    }

    [Fact]
    public async Task BelongsToOneUser_WhoIsNamedByTheArgumentAlone()
    {
        var company = await _app.EnsureCompanyAsync();
        var key = NewKey();
        var anna = HrDriver.Employee(company, ("firebase_user_id", "user-a"));
        (await _app.RpcAsync("HR.create_employee", anna, null, key)).Replayed.ShouldBeFalse();
        (await _app.RpcAsync("HR.create_employee", anna, null, key)).Replayed.ShouldBeTrue();
        var ben = await _app.RpcAsync("HR.create_employee", HrDriver.Employee(company, ("firebase_user_id", "user-b")), null, key);
        (ben.Ok, ben.Replayed).ShouldBe((true, false), ben.Text);
        (await CountAsync(company)).ShouldBe(2);
    }

    [Fact]
    public async Task ExecutesTwice_WithoutAKey()
    {
        var company = await _app.EnsureCompanyAsync();
        var first = await _app.CreateEmployeeAsync(company, ("last_name", "Twin"));
        var second = await _app.CreateEmployeeAsync(company, ("last_name", "Twin"));
        first.ShouldNotBe(second);
        (await CountAsync(company)).ShouldBe(2);
    }

    [Fact]
    public async Task ExecutesEach_WhenContentKeysBelongToOtherArguments()
    {
        // The key is the same by accident or by a cut hash; the fingerprint is part of the identity, so neither call is lost.
        var company = await _app.EnsureCompanyAsync();
        var key = ContentKey("one content");
        var anna = HrDriver.Employee(company);
        (await _app.RpcAsync("HR.create_employee", anna, "user-a", key)).Ok.ShouldBeTrue();
        (await _app.RpcAsync("HR.create_employee", HrDriver.Employee(company), "user-a", key)).Replayed.ShouldBeFalse();
        (await _app.RpcAsync("HR.create_employee", anna, "user-a", key)).Replayed.ShouldBeTrue();
        (await CountAsync(company)).ShouldBe(2);
    }

    [Theory]
    [InlineData(true, 120)]
    [InlineData(false, 86_400)]
    public async Task KeepsTheRecordForItsWindow(bool fromContent, int seconds)
    {
        var (company, arguments) = await CreateArgumentsAsync("HR.create_employee");
        var key = fromContent ? ContentKey(company.ToString()) : NewKey();
        var user = $"user-{Guid.NewGuid():N}";
        await _app.RpcAsync("HR.create_employee", arguments, user, key);
        var window = await _app.Database.ScalarAsync<decimal>(
            "SELECT extract(epoch FROM expires_at - created_at) FROM core.idempotency_records ORDER BY created_at DESC LIMIT 1"
        );
        window.ShouldBe(seconds);
    }

    [Fact]
    public async Task ExecutesAgain_WhenTheWindowIsOver()
    {
        var company = await _app.EnsureCompanyAsync();
        var member = new
        {
            company_id = company,
            user_id = "m",
            role = "viewer",
        };
        var key = NewKey();
        (await _app.RpcAsync("HR.add_company_member", member, "user-a", key)).Ok.ShouldBeTrue();
        await _app.Database.ExecuteAsync("UPDATE core.idempotency_records SET expires_at = now() - interval '1 second'");
        (await _app.RpcAsync("HR.add_company_member", member, "user-a", key)).Replayed.ShouldBeFalse();
    }

    [Fact]
    public async Task KeepsTheNewRefusal_WhenTheWindowIsOver()
    {
        var company = await _app.EnsureCompanyAsync();
        var key = NewKey();
        var tooYoung = HrDriver.Employee(company, ("birth_date", "2023-01-01"));
        (await _app.RpcAsync("HR.create_employee", tooYoung, "user-a", key)).ShouldNotBeApplied("INVALID_ARGS", "birth_date");
        await _app.Database.ExecuteAsync("UPDATE core.idempotency_records SET expires_at = now() - interval '1 second'");
        var younger = HrDriver.Employee(company, ("birth_date", "2023-01-02"));
        var second = await _app.RpcAsync("HR.create_employee", younger, "user-a", key);
        second.ShouldNotBeApplied("INVALID_ARGS", "birth_date");
        second.Replayed.ShouldBeFalse();
        (await _app.RpcAsync("HR.create_employee", younger, "user-a", key)).Replayed.ShouldBeTrue();
    }

    [Fact]
    public async Task LandsEverySet_WhenAKeyNamesItsContent()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        async Task<RpcReply> SetAsync(string name) =>
            await _app.RpcAsync(
                "HR.update_employee",
                new
                {
                    company_id = company,
                    employee_id = employee,
                    first_name = name,
                },
                "user-a",
                ContentKey($"{employee} {name}")
            );

        foreach (var name in new[] { "Aline", "Berta", "Aline" })
        {
            var reply = await SetAsync(name);
            reply.Replayed.ShouldBeFalse();
            reply.Data.GetProperty("employee").GetProperty("first_name").GetString().ShouldBe(name);
        }

        var read = await _app.OnCompanyAsync("HR.get_employee", company, ("employee_id", employee));
        read.Data.GetProperty("employee").GetProperty("first_name").GetString().ShouldBe("Aline");
        read.Data.GetProperty("employee").GetProperty("row_version").GetInt64().ShouldBe(4);
    }

    [Fact]
    public async Task KeepsARefusalThatFollowsFromTheArguments()
    {
        var company = await _app.EnsureCompanyAsync();
        var tooYoung = HrDriver.Employee(company, ("birth_date", "2023-01-01"));
        var key = NewKey();
        var first = await _app.RpcAsync("HR.create_employee", tooYoung, "user-a", key);
        first.ShouldNotBeApplied("INVALID_ARGS", "birth_date", "employee_too_young");
        var second = await _app.RpcAsync("HR.create_employee", tooYoung, "user-a", key);
        (second.Text, second.Replayed).ShouldBe((first.Text, true));
    }

    [Fact]
    public async Task TriesAgain_WhenTheRefusalMayHavePassed()
    {
        var company = await _app.EnsureCompanyAsync();
        var other = await _app.CreateEmployeeAsync(company, ("identifier", "E-1"));
        var arguments = HrDriver.Employee(company, ("identifier", "E-1"));
        var key = NewKey();
        (await _app.RpcAsync("HR.create_employee", arguments, "user-a", key)).ShouldNotBeApplied("CONFLICT", "identifier");
        await _app.OnCompanyAsync("HR.delete_employee", company, ("employee_id", other));
        var second = await _app.RpcAsync("HR.create_employee", arguments, "user-a", key);
        second.Ok.ShouldBeTrue(second.Text);
        second.Replayed.ShouldBeFalse();
    }

    [Fact]
    public async Task CreatesOnce_WhenDuplicatesRunAtTheSameTime()
    {
        var (company, arguments) = await CreateArgumentsAsync("HR.create_employee");
        var key = NewKey();
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => _app.RpcAsync("HR.create_employee", arguments, "user-a", key))
        );
        replies.Select(reply => reply.Text).Distinct().ShouldHaveSingleItem();
        replies.Count(reply => !reply.Replayed).ShouldBe(1);
        (await CountAsync(company)).ShouldBe(1);
    }

    private async Task<(Guid CompanyId, Dictionary<string, object?> Arguments)> CreateArgumentsAsync(string method)
    {
        var company = await _app.EnsureCompanyAsync();
        return method switch
        {
            "HR.create_employee" => (company, HrDriver.Employee(company)),
            "HR.create_contract" => (company, HrDriver.Contract(company, await _app.CreateEmployeeAsync(company))),
            _ => (
                company,
                new()
                {
                    ["company_id"] = company,
                    ["user_id"] = "member",
                    ["role"] = "viewer",
                }
            ),
        };
    }

    private Task<long> CountAsync(Guid company) =>
        _app.Database.ScalarAsync<long>($"SELECT count(*) FROM hr.employees WHERE company_id = '{company}'");

    private static string NewKey() => $"intent-{Guid.NewGuid()}";

    private static string ContentKey(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
