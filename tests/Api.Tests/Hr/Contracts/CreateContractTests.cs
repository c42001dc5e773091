using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Contracts;

[Collection(HrApp.Collection)]
public sealed class CreateContractTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task HasTheDefaultsThatDeployedCallersKnow()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        object?[] args = [company, employee, "CDI", "2025-01-01", 6500];
        (await _app.RpcAsync("HR.create_contract", args: args)).Ok.ShouldBeTrue();
        var contract = await OnlyContractAsync(company, employee);
        contract.GetProperty("currency").GetString().ShouldBe("CHF");
        contract.GetProperty("work_rate").GetDecimal().ShouldBe(1.0m);
        contract.GetProperty("weekly_hours").GetDecimal().ShouldBe(42.0m);
        contract.GetProperty("end_date").ValueKind.ShouldBe(JsonValueKind.Null);
        contract.GetProperty("state").GetString().ShouldBe("active");
        contract.GetProperty("concurrency_group").GetString().ShouldBe("main");
    }

    [Theory]
    [InlineData("6500.00", "6500.00")]
    [InlineData("\"6500.00\"", "6500.00")]
    [InlineData("\"0.10\"", "0.10")]
    [InlineData("0.1", "0.10")]
    [InlineData("0.30", "0.30")]
    [InlineData("999999999999.99", "999999999999.99")]
    [InlineData("\"123456789012.01\"", "123456789012.01")]
    [InlineData("6.5e3", "6500.00")]
    public async Task KeepsMoneyExact_FromNumberOrText(string sent, string read)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        using var salary = JsonDocument.Parse(sent);
        await _app.CreateContractAsync(company, employee, ("base_salary", salary.RootElement));
        (await OnlyContractAsync(company, employee)).GetProperty("base_salary").GetRawText().ShouldBe(read);
        var stored = await _app.Database.ScalarAsync<string>(
            $"SELECT base_salary::text FROM hr.contracts WHERE employee_id = '{employee}'"
        );
        stored.ShouldBe(read);
    }

    [Fact]
    public async Task KeepsProvisionsAsTheyAre()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.CreateContractAsync(
            company,
            employee,
            (
                "provisions",
                new
                {
                    holiday = 0.0833m,
                    notes = "é 🦊",
                    list = new[] { 1, 2 },
                }
            )
        );
        var provisions = (await OnlyContractAsync(company, employee)).GetProperty("provisions");
        provisions.GetProperty("holiday").GetRawText().ShouldBe("0.0833");
        provisions.GetProperty("notes").GetString().ShouldBe("é 🦊");
    }

    [Theory]
    [InlineData("hourly", "hourly_rate", "38.1250")]
    [InlineData("daily", "daily_rate", "320.0000")]
    [InlineData("cachet", "cachet_rate", "150.5000")]
    public async Task TakesThePriceOfItsRemuneration_InPlaceOfASalary(string type, string field, string price)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        (string, object?)[] withPrice = [("remuneration_type", type), ("base_salary", null), (field, price)];
        await _app.CreateContractAsync(company, employee, withPrice);
        (await OnlyContractAsync(company, employee)).GetProperty(field).GetRawText().ShouldBe(price);
        (await CreateAsync(company, employee, [.. withPrice[..2], ("concurrency_group", "side:1")])).ShouldNotBeApplied(
            "INVALID_ARGS",
            field
        );
    }

    [Fact]
    public async Task IsNotFound_WhenTheEmployeeIsAnotherCompanys()
    {
        var (_, employee) = await _app.EnsureStaffAsync();
        var other = await _app.EnsureCompanyAsync();
        (await CreateAsync(other, employee)).ShouldNotBeApplied("NOT_FOUND", "employee_id");
        (await CreateAsync(other, Guid.NewGuid())).ShouldNotBeApplied("NOT_FOUND", "employee_id");
    }

    [Theory]
    [InlineData("contract_type", "no such type")]
    [InlineData("remuneration_type", "no such type")]
    [InlineData("end_date", "2024-12-31")]
    [InlineData("trial_end_date", "2024-12-31")]
    [InlineData("base_salary", "-0.01")]
    [InlineData("base_salary", "6500.005")]
    [InlineData("base_salary", "1000000000000.00")]
    [InlineData("base_salary", null)]
    [InlineData("currency", "XX")]
    [InlineData("work_rate", "0")]
    [InlineData("work_rate", "1.000001")]
    [InlineData("weekly_hours", "50.01")]
    [InlineData("weekly_hours", "-1")]
    [InlineData("vacation_weeks", "52.1")]
    [InlineData("thirteenth", "sometimes")]
    [InlineData("state", "paused")]
    [InlineData("concurrency_group", "")]
    [InlineData("idcc", "1")]
    public async Task RefusesByName_WhenAFieldBreaksARule(string field, object? value)
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var before = await _app.Database.StatesAsync();
        (await CreateAsync(company, employee, (field, value))).ShouldNotBeApplied("INVALID_ARGS", field);
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task NeedsAnEnd_WhenItsTypeIsFixedTerm()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        (await CreateAsync(company, employee, ("contract_type", "fixedSalaryMth"))).ShouldNotBeApplied("INVALID_ARGS", "end_date");
        (await CreateAsync(company, employee, ("contract_type", "fixedSalaryMth"), ("end_date", "2025-03-31"))).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task IsAConflict_WhenTheReferenceIsTaken()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        await _app.CreateContractAsync(company, employee, ("reference", "K-1"));
        var second = await CreateAsync(company, employee, ("reference", "K-1"), ("concurrency_group", "side:1"));
        second.ShouldNotBeApplied("CONFLICT", "reference", "reference_taken");
    }

    private Task<RpcReply> CreateAsync(Guid company, Guid employee, params (string Name, object? Value)[] fields) =>
        _app.RpcAsync("HR.create_contract", HrDriver.Contract(company, employee, fields));

    private async Task<JsonElement> OnlyContractAsync(Guid company, Guid employee) =>
        (await _app.OnCompanyAsync("HR.list_contracts", company, ("employee_id", employee)))
            .Data.GetProperty("contracts")
            .EnumerateArray()
            .ShouldHaveSingleItem();
}
