using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Payroll;

[Collection(HrApp.Collection)]
public sealed class ExplainPayrollTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task SaysOfEachLineHowItCameAbout()
    {
        var explanation = (await ExplainAsync(await CalculateAsync(), "en")).Data.GetProperty("explanation");

        var pension = Line(explanation, "5054");
        pension.GetProperty("formula").GetString()!.ShouldContain("78000.00 a year - 26460.00");
        pension.GetProperty("rate").GetProperty("code").GetString().ShouldBe("LPP_CREDIT_35_44");
        var maternity = Line(explanation, "5026");
        maternity
            .GetProperty("text")
            .GetString()!
            .ShouldStartWith("Maternity insurance: employee's part 0.032 % of 6500.00, rounded from 2.08 to 2.10");
        var rate = maternity.GetProperty("rate");
        rate.GetProperty("value").GetDecimal().ShouldBe(0.00032m);
        (rate.GetProperty("valid_from").GetString(), rate.GetProperty("valid_to").GetString()).ShouldBe(("2025-01-01", "2025-12-31"));
        (rate.GetProperty("scope").GetString(), rate.GetProperty("confidence").GetString()).ShouldBe(("CH-GE", "sourced"));
        rate.GetProperty("source").GetString()!.ShouldContain("2025");
        maternity.GetProperty("employer_rate").GetProperty("code").GetString().ShouldBe("AMAT_ER");
        var rounding = maternity.GetProperty("rounding");
        (
            rounding.GetProperty("mode").GetString(),
            rounding.GetProperty("before").GetDecimal(),
            rounding.GetProperty("after").GetDecimal()
        ).ShouldBe(("CH_5CT", 2.08m, 2.10m));
    }

    [Fact]
    public async Task SumsTheNetPay_AndNamesEveryRateThatCounted()
    {
        var explanation = (await ExplainAsync(await CalculateAsync())).Data.GetProperty("explanation");

        explanation.GetProperty("total").GetString()!.ShouldStartWith("Brut 6500.00 - cotisations 756.35 - impôt 0.00");
        explanation.GetProperty("rules_version").GetString()!.ShouldStartWith("ch-");
        explanation.GetProperty("inputs_hash").GetString()!.Length.ShouldBe(64);
        var codes = explanation.GetProperty("rates").EnumerateArray().Select(rate => rate.GetProperty("code").GetString()).ToList();
        codes.ShouldContain("AC_CAP_YEAR");
        codes.ShouldContain("LPP_COORDINATION");
    }

    [Theory]
    [InlineData("fr", "Cotisation AVS/AI/APG : part salarié 5.3 % de 6500.00, soit 344.50")]
    [InlineData("de", "AHV/IV/EO-Beitrag: Anteil Arbeitnehmer 5.3 % von 6500.00, das sind 344.50")]
    public async Task SpeaksTheLanguageAskedFor(string language, string expected)
    {
        var explanation = (await ExplainAsync(await CalculateAsync(), language)).Data.GetProperty("explanation");
        Line(explanation, "5010").GetProperty("text").GetString().ShouldBe(expected);
    }

    [Fact]
    public async Task ExplainsWhatAnotherSystemWrote_AsFarAsItsRowsGo()
    {
        var (_, employee) = await _app.EnsureStaffAsync();
        var explanation = (await ExplainAsync(await _app.AddPayrollAsync(employee, 2025, 1))).Data.GetProperty("explanation");

        explanation.GetProperty("rates").GetArrayLength().ShouldBe(0);
        Line(explanation, "AVS").GetProperty("text").GetString().ShouldBe("AVS/AI/APG : part salarié 5.3 % de 6500.00, soit 344.50");
    }

    [Fact]
    public async Task IsNull_WhenThereIsNone() =>
        (await ExplainAsync(Guid.NewGuid())).Data.GetProperty("explanation").ValueKind.ShouldBe(JsonValueKind.Null);

    [Fact]
    public async Task RefusesByName_WhatCannotBe()
    {
        (await ExplainAsync(Guid.NewGuid(), "tlh")).ShouldBeRefused("INVALID_ARGS", "lang");
        (await ExplainAsync(Guid.Empty)).ShouldBeRefused("INVALID_ARGS", "payroll_id");
    }

    private static JsonElement Line(JsonElement explanation, string item) =>
        explanation.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("item_code").GetString() == item);

    private Task<RpcReply> ExplainAsync(Guid payroll, string language = "fr") =>
        _app.RpcAsync("HR.explain_payroll", new Dictionary<string, object?> { ["payroll_id"] = payroll, ["lang"] = language });

    private async Task<Guid> CalculateAsync()
    {
        var company = await _app.EnsureCompanyAsync(("country_code", "CH"));
        var employee = await _app.CreateEmployeeAsync(company, ("birth_date", "1987-03-14"));
        await _app.CreateContractAsync(company, employee);
        await using var scope = _app.Services.CreateAsyncScope();
        var runs = scope.ServiceProvider.GetRequiredService<IPayrollRuns>();
        await foreach (var outcome in runs.RunAsync(new PayrollOrder(company, [employee], 2025, 1), default))
        {
            return outcome.Payroll.ShouldNotBeNull(outcome.Error?.Message).Id;
        }

        throw new InvalidOperationException("No outcome.");
    }
}
