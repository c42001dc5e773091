using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class AuditInterceptorTests(MigratedHr hr) : IClassFixture<MigratedHr>
{
    private readonly CallContext _caller = new() { UserId = "user-7", TraceId = "trace-7" };

    [Fact]
    public async Task RecordsWhatAnInsertWrote()
    {
        await using var context = Open();
        var company = await context.AddCompanyAsync();

        var row = await ReadAsync("company", company.Id.ToString());
        row.Action.ShouldBe("insert");
        (row.Actor, row.TraceId, row.CompanyId).ShouldBe(("user-7", "trace-7", company.Id));
        row.Before.ShouldBeNull();
        row.After!["name"]!.GetValue<string>().ShouldBe(company.Name);
        row.After.ContainsKey("siret").ShouldBeFalse("null on an insert says nothing");
    }

    [Fact]
    public async Task RecordsOnlyWhatAnUpdateChanged()
    {
        await using var context = Open();
        var company = await context.AddCompanyAsync();
        company.TradeName = "Été & Cie";
        await context.SaveChangesAsync();

        var row = await ReadAsync("company", company.Id.ToString(), "update");
        row.Before!.ToJsonString().ShouldBe("""{"trade_name":null}""");
        row.After!["trade_name"]!.GetValue<string>().ShouldBe("Été & Cie");
        row.After.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RecordsWhatADeleteTook()
    {
        await using var context = Open();
        var company = await context.AddCompanyAsync();
        var member = CompanyMember.Create(company.Id, "u1", MemberRoles.Viewer, new DateOnly(2024, 1, 31), DateTimeOffset.UnixEpoch);
        context.Add(member);
        await context.SaveChangesAsync();
        context.Remove(member);
        await context.SaveChangesAsync();

        var row = await ReadAsync("company_member", $"{company.Id}/u1", "delete");
        row.CompanyId.ShouldBe(company.Id);
        row.Before!["valid_from"]!.GetValue<string>().ShouldBe("2024-01-31");
        row.After.ShouldBeNull();
    }

    [Fact]
    public async Task ShowsOnlyTheMaskOfSensitiveNumbers()
    {
        await using var context = Open();
        var employee = await context.AddEmployeeAsync(avs: new EncryptedNumber([1, 2, 3], [4, 5, 6], "756.****.****.97"));
        employee.Nir = new EncryptedNumber([7], [8], "1 ** **");
        await context.SaveChangesAsync();
        employee.AvsNumber = new EncryptedNumber([9], [10], "756.****.****.11");
        employee.Nir = null;
        await context.SaveChangesAsync();

        var inserted = await ReadAsync("employee", employee.Id.ToString());
        inserted.After!["avs_number"]!.GetValue<string>().ShouldBe("756.****.****.97");
        inserted.After.Select(field => field.Key).ShouldNotContain(name => name.EndsWith("_cipher") || name.EndsWith("_hash"));
        var updates = await hr.Database.RowsAsync(
            $"SELECT before::text || after::text FROM core.audit_log WHERE entity_id = '{employee.Id}' AND action = 'update' ORDER BY id",
            row => row.GetString(0)
        );
        updates.ShouldBe([
            """{"nir": null}{"nir": "1 ** **"}""",
            """{"nir": "1 ** **", "avs_number": "756.****.****.97"}{"nir": null, "avs_number": "756.****.****.11"}""",
        ]);
    }

    [Fact]
    public async Task KeepsJsonAndNumbersAsTheyAre()
    {
        await using var context = Open();
        var employee = await context.AddEmployeeAsync();
        var contract = await context.AddContractAsync(employee, edit: c => c.Provisions = """{"meal": 12.50}""");

        var row = await ReadAsync("contract", contract.Id.ToString());
        row.After!["provisions"]!.ToJsonString().ShouldBe("""{"meal":12.50}""");
        row.After["base_salary"]!.ToJsonString().ShouldBe("6500.10");
        row.After["is_active"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task NamesTheCompanyOfAPayrollLine()
    {
        await using var context = Open();
        var employee = await context.AddEmployeeAsync();
        var result = await context.AddResultAsync(employee);

        var row = await ReadAsync("payroll_line", $"{result.Id}/1");
        row.CompanyId.ShouldBe(employee.CompanyId);
    }

    [Fact]
    public async Task RaisesTheVersionAndTheTimesOfARow()
    {
        await using var context = Open();
        var company = await context.AddCompanyAsync();
        var created = (company.CreatedAt, company.RowVersion, company.CreatedBy);
        company.TradeName = "x";
        await context.SaveChangesAsync();

        created.RowVersion.ShouldBe(1);
        created.CreatedBy.ShouldBe("user-7");
        company.RowVersion.ShouldBe(2);
        company.CreatedAt.ShouldBe(created.CreatedAt);
        company.UpdatedAt.ShouldBeGreaterThanOrEqualTo(created.CreatedAt);
        (await hr.Database.ScalarAsync<long>($"SELECT row_version FROM core.companies WHERE id = '{company.Id}'")).ShouldBe(2);
    }

    [Fact]
    public async Task RefusesAStaleVersion()
    {
        await using var context = Open();
        var company = await context.AddCompanyAsync();
        await using (var other = Open())
        {
            (await other.Companies.SingleAsync(c => c.Id == company.Id)).TradeName = "first";
            await other.SaveChangesAsync();
        }

        company.TradeName = "second";

        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => context.SaveChangesAsync());
        (await AuditCountAsync(company.Id)).ShouldBe(2, "the insert and the first update");
    }

    [Fact]
    public async Task DescribesASaveOnce_WhenItFailsAndIsTriedAgain()
    {
        await using var context = Open();
        var employee = await context.AddEmployeeAsync();
        employee.ClusterCode = "CH-XX";
        await Should.ThrowAsync<DbUpdateException>(() => context.SaveChangesAsync());
        employee.ClusterCode = "CH-VD";
        await context.SaveChangesAsync();

        (await AuditCountAsync(employee.Id)).ShouldBe(2);
        employee.RowVersion.ShouldBe(2);
    }

    [Fact]
    public async Task WritesNothing_WhenNothingChanged()
    {
        await using var context = Open();
        var company = await context.AddCompanyAsync();
        company.TradeName = company.TradeName;
        await context.SaveChangesAsync();

        (await AuditCountAsync(company.Id)).ShouldBe(1);
        company.RowVersion.ShouldBe(1);
    }

    private PinnokioDbContext Open()
    {
        var context = hr.Database.CreateDbContext();
        context.Caller = _caller;
        return context;
    }

    private Task<long> AuditCountAsync(Guid id) =>
        hr.Database.ScalarAsync<long>($"SELECT count(*) FROM core.audit_log WHERE entity_id = '{id}'");

    private async Task<Row> ReadAsync(string entity, string id, string action = "insert")
    {
        await using var context = hr.Database.CreateDbContext();
        var entry = await context.Set<AuditEntry>().SingleAsync(e => e.Entity == entity && e.EntityId == id && e.Action == action);
        return new Row(entry.Action, entry.Actor, entry.TraceId, entry.CompanyId, Parse(entry.Before), Parse(entry.After));
    }

    private static JsonObject? Parse(string? json) => json is null ? null : JsonNode.Parse(json)!.AsObject();

    private sealed record Row(string Action, string? Actor, string? TraceId, Guid? CompanyId, JsonObject? Before, JsonObject? After);
}
