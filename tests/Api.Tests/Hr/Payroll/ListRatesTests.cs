using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Payroll;

[Collection(HrApp.Collection)]
public sealed class ListRatesTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ShowsTheRatesOfTheDay_WithTheirSources()
    {
        var rates = await ListAsync(await _app.EnsureCompanyAsync(("country_code", "CH")), "2024-06-30");

        rates.Single(rate => Code(rate) == "LPP_ENTRY").GetProperty("value").GetDecimal().ShouldBe(22_050m);
        var maternity = rates.Single(rate => Code(rate) == "AMAT_EE");
        (maternity.GetProperty("scope").GetString(), maternity.GetProperty("value").GetDecimal()).ShouldBe(("CH-GE", 0.00038m));
        maternity.GetProperty("source_year").GetInt32().ShouldBe(2024);
        rates.Single(rate => Code(rate) == "LAA_NBU_EE").GetProperty("confidence").GetString().ShouldBe("fixture");
    }

    [Fact]
    public async Task ShowsNoRateOfAnotherCountryOrCompany()
    {
        var (swiss, other) = (
            await _app.EnsureCompanyAsync(("country_code", "CH")),
            await _app.EnsureCompanyAsync(("country_code", "FR"), ("country", "France"))
        );
        await _app.OnCompanyAsync(
            "HR.set_company_rate",
            swiss,
            ("rate_code", "LAA_NBU_EE"),
            ("rate_value", "0.02"),
            ("valid_from", "2026-01-01")
        );

        (await ListAsync(other, "2026-06-30")).ShouldAllBe(rate => Code(rate) != "LAA_NBU_EE");
        (await ListAsync(await _app.EnsureCompanyAsync(("country_code", "CH")), "2026-06-30"))
            .Count(rate => Code(rate) == "LAA_NBU_EE")
            .ShouldBe(1);
    }

    [Fact]
    public async Task IsEmpty_WhenThereIsNoSuchCompany() => (await ListAsync(Guid.NewGuid(), "2026-06-30")).ShouldBeEmpty();

    [Fact]
    public async Task RefusesByName_WhatCannotBe() =>
        (await _app.OnCompanyAsync("HR.list_rates", Guid.Empty)).ShouldBeRefused("INVALID_ARGS", "company_id");

    private static string? Code(JsonElement rate) => rate.GetProperty("code").GetString();

    private async Task<List<JsonElement>> ListAsync(Guid company, string date) =>
        [.. (await _app.OnCompanyAsync("HR.list_rates", company, ("date", date))).Data.GetProperty("rates").EnumerateArray()];
}
