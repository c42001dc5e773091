using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Payroll;

[Collection(HrApp.Collection)]
public sealed class SetPayrollStatusTests(HrApp hr) : IAsyncLifetime
{
    private readonly PinnokioApp _app = hr.App;
    private Guid _company;
    private Guid _payroll;

    public async Task InitializeAsync()
    {
        (_company, var employee) = await _app.EnsureStaffAsync();
        _payroll = await _app.AddPayrollAsync(employee, 2025, 1);
        await _app.Database.ExecuteAsync($"UPDATE hr.payroll_results SET status = 'draft' WHERE id = '{_payroll}'");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task ValidatesAndPays_NotingByWhomAndWhen()
    {
        var validated = (await SetAsync("validated", userId: "boss")).Data;
        validated.GetProperty("success").GetBoolean().ShouldBeTrue();
        validated.GetProperty("payroll").GetProperty("status").GetString().ShouldBe("validated");
        validated.GetProperty("payroll").GetProperty("approved_by").GetString().ShouldBe("boss");
        validated.GetProperty("payroll").GetProperty("approved_at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);

        var paid = (await SetAsync("paid", ("payment_ref", "PAIN-7"))).Data.GetProperty("payroll");
        paid.GetProperty("payment_ref").GetString().ShouldBe("PAIN-7");
        paid.GetProperty("paid_at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        (await _app.Database.ScalarAsync<long>(AuditedSql)).ShouldBe(2);
    }

    [Theory]
    [InlineData("draft", "cancelled")]
    [InlineData("validated", "cancelled")]
    [InlineData("calculated", "validated")]
    [InlineData("approved", "paid")]
    public async Task Moves_WhereTheWorkflowSaysSo(string from, string to)
    {
        await StandAsync(from);
        (await SetAsync(to)).Data.GetProperty("payroll").GetProperty("status").GetString().ShouldBe(to);
    }

    [Theory]
    [InlineData("draft", "paid")]
    [InlineData("validated", "draft")]
    [InlineData("paid", "validated")]
    [InlineData("paid", "cancelled")]
    [InlineData("cancelled", "draft")]
    [InlineData("cancelled", "paid")]
    public async Task IsAConflictNamingBothStates_WhereItDoesNot(string from, string to)
    {
        await StandAsync(from);
        var refused = await SetAsync(to);
        refused.ShouldNotBeApplied("CONFLICT", "status", "payroll_status_conflict");
        refused.Text.ShouldContain($"that is {from} cannot become {to}");
    }

    [Theory]
    [InlineData("validated", "validated")]
    [InlineData("paid", "paid")]
    [InlineData("cancelled", "cancelled")]
    [InlineData("approved", "validated")]
    [InlineData("calculated", "draft")]
    public async Task ChangesNothing_WhenItStandsThereAlready(string from, string to)
    {
        await StandAsync(from);
        var before = await VersionAsync();
        (await SetAsync(to)).Ok.ShouldBeTrue();
        (await VersionAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task AddsAPaymentReferenceThatComesLate_AndNeverReplacesIt()
    {
        await StandAsync("paid");
        (await SetAsync("paid", ("payment_ref", "PAIN-7")))
            .Data.GetProperty("payroll")
            .GetProperty("payment_ref")
            .GetString()
            .ShouldBe("PAIN-7");
        var before = await VersionAsync();

        (await SetAsync("paid", ("payment_ref", "PAIN-8")))
            .Data.GetProperty("payroll")
            .GetProperty("payment_ref")
            .GetString()
            .ShouldBe("PAIN-7");
        (await VersionAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("status", "done")]
    [InlineData("status", "")]
    [InlineData("payment_ref", "")]
    [InlineData("payment_ref", "two\nlines")]
    [InlineData("expected_version", 0)]
    [InlineData("payroll_id", "00000000-0000-0000-0000-000000000000")]
    public async Task RefusesByName_WhatCannotBe(string field, object value)
    {
        await StandAsync("validated");
        (await SetAsync("paid", (field, value))).ShouldNotBeApplied("INVALID_ARGS", field);
    }

    [Fact]
    public async Task RefusesAPaymentReference_WhenNothingIsPaid() =>
        (await SetAsync("validated", ("payment_ref", "PAIN-7"))).ShouldNotBeApplied("INVALID_ARGS", "payment_ref");

    [Fact]
    public async Task IsAConflict_WhenAnotherVersionWasRead() =>
        (await SetAsync("validated", ("expected_version", 99))).ShouldNotBeApplied("CONFLICT", "expected_version");

    [Fact]
    public async Task IsNotFound_WhenThereIsNoSuchResult() =>
        (await SetAsync("validated", ("payroll_id", Guid.NewGuid()))).ShouldNotBeApplied("NOT_FOUND", "payroll_id");

    private string AuditedSql =>
        $"SELECT count(*) FROM core.audit_log WHERE entity = 'payroll_result' AND entity_id = '{_payroll}' AND action = 'update' AND company_id = '{_company}'";

    private Task<int> StandAsync(string status) =>
        _app.Database.ExecuteAsync($"UPDATE hr.payroll_results SET status = '{status}' WHERE id = '{_payroll}'");

    private Task<long> VersionAsync() =>
        _app.Database.ScalarAsync<long>($"SELECT row_version FROM hr.payroll_results WHERE id = '{_payroll}'");

    private Task<RpcReply> SetAsync(string status, params (string Name, object? Value)[] more) => SetAsync(status, null, more);

    private Task<RpcReply> SetAsync(string status, string? userId, params (string Name, object? Value)[] more)
    {
        var arguments = new Dictionary<string, object?> { ["payroll_id"] = _payroll, ["status"] = status };
        foreach (var (name, value) in more)
        {
            arguments[name] = value;
        }

        return _app.RpcAsync("HR.set_payroll_status", arguments, userId);
    }
}
