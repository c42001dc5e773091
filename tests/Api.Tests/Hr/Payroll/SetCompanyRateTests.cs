using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Payroll;

[Collection(HrApp.Collection)]
public sealed class SetCompanyRateTests(HrApp hr) : IAsyncLifetime
{
    private readonly PinnokioApp _app = hr.App;
    private Guid _company;

    public async Task InitializeAsync() => _company = await _app.EnsureCompanyAsync(("country_code", "CH"));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task IsTheRateFromThatDayOn()
    {
        var rate = (await SetAsync(("source", "Police 7.1234"))).Data.GetProperty("rate");

        (rate.GetProperty("scope").GetString(), rate.GetProperty("unit").GetString()).ShouldBe(("company", "fraction"));
        (rate.GetProperty("confidence").GetString(), rate.GetProperty("source").GetString()).ShouldBe(("sourced", "Police 7.1234"));
        (await OwnAsync("2025-12-31")).ShouldBeEmpty();
        (await OwnAsync("2026-01-01")).ShouldBe(["0.016"]);
    }

    [Fact]
    public async Task EndsTheOneBefore_AndLeavesTheNext()
    {
        await SetAsync(("rate_value", "0.016"));
        await SetAsync(("rate_value", "0.018"), ("valid_from", "2026-07-01"));
        await SetAsync(("rate_value", "0.017"), ("valid_from", "2026-04-01"));

        (await OwnAsync("2026-03-31")).ShouldBe(["0.016"]);
        (await OwnAsync("2026-06-30")).ShouldBe(["0.017"]);
        (await OwnAsync("2026-07-01")).ShouldBe(["0.018"]);
    }

    [Fact]
    public async Task ReplacesTheValue_WhenTheDayIsTheSame()
    {
        await SetAsync(("rate_value", "0.016"));
        await SetAsync(("rate_value", "0.019"));

        (await OwnAsync("2026-01-01")).ShouldBe(["0.019"]);
        (
            await _app.Database.ScalarAsync<long>(
                $"SELECT count(*) FROM core.audit_log WHERE entity = 'rate_row' AND company_id = '{_company}'"
            )
        ).ShouldBe(2);
    }

    [Theory]
    [InlineData("LAA_NBU_EE.A1")]
    [InlineData("IJM_CAP_YEAR")]
    [InlineData("LPP_EE_SHARE")]
    public async Task TakesCategories_AndWhatOnlyCompaniesHave(string code) =>
        (await SetAsync(("rate_code", code), ("rate_value", "0.4"))).Ok.ShouldBeTrue();

    [Theory]
    [InlineData("rate_code", "WEATHER")]
    [InlineData("rate_code", "laa nbu")]
    [InlineData("rate_value", "1.4")]
    [InlineData("rate_value", "-0.1")]
    [InlineData("rate_value", "0.0000001")]
    [InlineData("valid_to", "2025-12-31")]
    [InlineData("source", "")]
    public async Task RefusesByName_WhatCannotBe(string field, string value) =>
        (await SetAsync((field, value))).ShouldNotBeApplied("INVALID_ARGS", field);

    [Fact]
    public async Task IsNotFound_WhenThereIsNoSuchCompany() =>
        (await SetAsync(("company_id", Guid.NewGuid()))).ShouldNotBeApplied("NOT_FOUND", "company_id");

    private async Task<string[]> OwnAsync(string day) =>
        [
            .. (await _app.OnCompanyAsync("HR.list_rates", _company, ("date", day)))
                .Data.GetProperty("rates")
                .EnumerateArray()
                .Where(rate => rate.GetProperty("scope").GetString() == "company")
                .Select(rate =>
                    rate.GetProperty("value").GetDecimal().ToString("0.######", System.Globalization.CultureInfo.InvariantCulture)
                ),
        ];

    private Task<RpcReply> SetAsync(params (string Name, object? Value)[] changes) =>
        _app.OnCompanyAsync(
            "HR.set_company_rate",
            _company,
            [("rate_code", "LAA_NBU_EE"), ("rate_value", "0.016"), ("valid_from", "2026-01-01"), .. changes]
        );
}
