using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Application;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Postgres;
using Pinnokio.Infrastructure.Postgres.Hr;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class PayrollRunsTests(MigratedHr hr) : IClassFixture<MigratedHr>, IAsyncLifetime
{
    private readonly HrDatabase _database = hr.Database;
    private Employee _employee = null!;

    public async Task InitializeAsync()
    {
        await using var context = _database.CreateDbContext();
        _employee = await context.AddEmployeeAsync();
        await context.AddContractAsync(_employee, contract => contract.BaseSalary = 6_500m);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task KeepsADraftWithItsLinesAndRates()
    {
        var payroll = (await RunAsync()).Payroll!;

        (payroll.Status, payroll.Sequence, payroll.Gross, payroll.Days30).ShouldBe(("draft", (short)0, 6500.00m, (short?)30));
        // The worked example, with Geneva's early-childhood levy (0.07 %) on top, and the example rates of the seed.
        (payroll.TotalEe, payroll.TotalEr, payroll.NetPayable).ShouldBe((756.35m, 870.10m, 5743.65m));
        var stored = await StoredAsync();
        stored.Single().Lines.Count.ShouldBe(payroll.Lines!.Count);
        stored.Single().Lines.Single(line => line.ItemCode == "5010").Formula.ShouldBe("6500.00 x 5.3 % = 344.50");
        stored.Single().RatesSnapshot!.ShouldContain("LPP_COORDINATION");
        (await AuditedAsync("payroll_result")).ShouldBe(["insert"]);
        (await AuditedAsync("payroll_line")).Count.ShouldBe(payroll.Lines.Count);
    }

    [Fact]
    public async Task ReturnsTheSameResult_WhenNothingChanged()
    {
        var first = (await RunAsync()).Payroll!;
        var again = (await RunAsync()).Payroll!;

        (again.Id, again.RowVersion, again.Lines!.Count).ShouldBe((first.Id, first.RowVersion, first.Lines!.Count));
        (await StoredAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReplacesADraftByANewSequence_WhenInputsChanged()
    {
        var first = (await RunAsync()).Payroll!;
        var second = (await RunAsync("""{"bonus": 1000}""")).Payroll!;

        (second.Sequence, second.CorrectsId, second.Gross).ShouldBe(((short)1, first.Id, 7500.00m));
        (await StoredAsync()).Select(result => (result.Status, result.Gross)).ShouldBe([("cancelled", 6500.00m), ("draft", 7500.00m)]);
    }

    [Fact]
    public async Task PaysTheDifference_WhenAPaidMonthIsCorrected()
    {
        var paid = (await RunAsync()).Payroll!;
        await MoveAsync(paid.Id, "paid");

        (await RunAsync("""{"bonus": 1000}""")).Error.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.Conflict);
        var correction = (await RunAsync("""{"bonus": 1000}""", force: true)).Payroll!;

        (correction.Sequence, correction.CorrectsId, correction.Advances).ShouldBe(((short)1, paid.Id, 5743.65m));
        correction.NetPayable.ShouldBe(correction.Gross - correction.TotalEe - paid.NetPayable);
        correction.Lines![^1].ItemCode.ShouldBe("PAID");
        (await StoredAsync())[0].Status.ShouldBe("paid");
        (await RunAsync("""{"bonus": 1000}""", force: true)).Payroll!.Id.ShouldBe(correction.Id);
    }

    [Fact]
    public async Task CancelsWhatWasOnlyValidated_WhenForced()
    {
        var validated = (await RunAsync()).Payroll!;
        await MoveAsync(validated.Id, "validated");

        (await RunAsync("""{"bonus": 1000}""")).Error!.Message.ShouldContain("validated");
        var correction = (await RunAsync("""{"bonus": 1000}""", force: true)).Payroll!;

        (correction.CorrectsId, correction.Advances).ShouldBe((validated.Id, 0.00m));
        (await StoredAsync())[0].Status.ShouldBe("cancelled");
    }

    [Fact]
    public async Task CumulatesCeilingsOverTheMonths()
    {
        await RunAsync(month: 1);
        var february = (await RunAsync("""{"bonus": "20000.00"}""", month: 2)).Payroll!;

        february.Lines!.Single(line => line.ItemCode == "5020").Base.ShouldBe(18_200.00m);
        february.Ytd!.Value.GetProperty("year").GetProperty("ac_insured").GetDecimal().ShouldBe(24_700.00m);
    }

    [Fact]
    public async Task KeepsOneResult_WhenRunsMeet()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RunAsync()));

        outcomes.Select(outcome => outcome.Payroll!.Id).Distinct().Count().ShouldBe(1);
        (await StoredAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task KeepsASequencePerInput_WhenDifferentRunsMeet()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 6).Select(bonus => RunAsync($$"""{"bonus": {{bonus}}}""")));

        outcomes.ShouldAllBe(outcome => outcome.Error == null);
        var stored = await StoredAsync();
        stored.Select(result => (int)result.Sequence).ShouldBe(Enumerable.Range(0, 6));
        stored.Count(result => result.Status == "draft").ShouldBe(1);
    }

    [Fact]
    public async Task NamesTheMissingRate_AndKeepsNothing()
    {
        var error = (await RunAsync(year: 2023)).Error!;

        (error.Code, error.Message).ShouldBe(("rate_missing", "RATE_MISSING: AVS_FROM_AGE has no row for CH-GE on 2023-01-31."));
        (await StoredAsync(2023)).ShouldBeEmpty();
    }

    [Fact]
    public async Task PrefersTheCompanysOwnRate()
    {
        await _database.ExecuteAsync(
            $"""
            INSERT INTO hr.rate_rows (scope_country, company_id, rate_code, value, unit, valid_from, source, source_year, confidence)
            VALUES ('CH', '{_employee.CompanyId}', 'LAA_NBU_EE', 0.02, 'fraction', '2025-01-01', 'policy', 2025, 'sourced')
            """
        );

        (await RunAsync()).Payroll!.Lines!.Single(line => line.ItemCode == "5031").AmountEe.ShouldBe(130.00m);
    }

    [Fact]
    public async Task GoesOn_WhenOneOfManyFails()
    {
        await using var context = _database.CreateDbContext();
        var withoutContract = await AddColleagueAsync(context, "E-2");
        var byTheHour = await AddColleagueAsync(context, "E-3");
        await context.AddContractAsync(byTheHour, c => (c.RemunerationType, c.BaseSalary, c.HourlyRate) = ("hourly", null, 30m));
        var taxed = await AddColleagueAsync(context, "E-4", employee => (employee.TaxAtSource, employee.TaxStatus) = (true, "B"));
        await context.AddContractAsync(taxed);
        var unknown = Guid.NewGuid();

        var outcomes = await AllAsync(
            new PayrollOrder(_employee.CompanyId, [withoutContract.Id, byTheHour.Id, taxed.Id, unknown, _employee.Id], 2025, 1)
        );

        outcomes
            .Select(outcome => outcome.Error?.Code)
            .ShouldBe(["contract_missing", "invalid_variable", "source_tax_missing", "employee_not_found", null]);
        outcomes[1].Error!.Field.ShouldBe("variables.hours");
        outcomes[2].Error!.Message.ShouldContain("tariff B0N of canton GE");
        outcomes[^1].Payroll!.EmployeeId.ShouldBe(_employee.Id);
    }

    [Fact]
    public async Task TakesVariablesOfOneEmployee_AndTheTariffOfTheYear()
    {
        await using var context = _database.CreateDbContext();
        var taxed = await AddColleagueAsync(context, "E-5", e => (e.TaxAtSource, e.TaxStatus, e.ClusterCode) = (true, "A", "CH-BE"));
        await context.AddContractAsync(taxed, contract => contract.BaseSalary = 5_000m);
        await _database.ExecuteAsync(
            """
            INSERT INTO hr.source_tax_brackets (canton, tariff_code, model, valid_from, income_from, step, rate)
            VALUES ('BE', 'A0N', 'monthly', '2024-01-01', 0, 50, 0.5), ('BE', 'A0N', 'monthly', '2025-01-01', 0, 50, 0.1),
                   ('BE', 'A0N', 'monthly', '2025-01-01', 6001, 50, 0.2), ('BE', 'A0N', 'monthly', '2026-01-01', 0, 50, 0.5)
            """
        );
        var order = new PayrollOrder(_employee.CompanyId, [_employee.Id, taxed.Id], 2025, 1)
        {
            Variables = JsonElement.Parse($$"""{"bonus": 100, "by_employee": {"{{taxed.Id}}": {"bonus": 2000} } }"""),
        };

        var outcomes = await AllAsync(order);

        outcomes.Select(outcome => outcome.Payroll!.Gross).ShouldBe([6600.00m, 7000.00m]);
        outcomes[1].Payroll!.Tax.ShouldBe(1400.00m);
    }

    [Fact]
    public async Task StopsBetweenEmployees_WhenCancelled()
    {
        using var stop = new CancellationTokenSource();
        var order = new PayrollOrder(_employee.CompanyId, [_employee.Id, Guid.NewGuid()], 2025, 1);
        var seen = 0;

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Runs().RunAsync(order, stop.Token))
            {
                seen++;
                await stop.CancelAsync();
            }
        });

        seen.ShouldBe(1);
        (await StoredAsync()).Count.ShouldBe(1);
    }

    private async Task<PayrollOutcome> RunAsync(string? variables = null, bool force = false, int month = 1, int year = 2025) =>
        (
            await AllAsync(
                new PayrollOrder(_employee.CompanyId, [_employee.Id], year, month)
                {
                    Variables = variables is null ? null : JsonElement.Parse(variables),
                    ForceRecalculate = force,
                    UserId = "accountant",
                }
            )
        ).Single();

    private async Task<List<PayrollOutcome>> AllAsync(PayrollOrder order)
    {
        var outcomes = new List<PayrollOutcome>();
        await foreach (var outcome in Runs().RunAsync(order, default))
        {
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    private IPayrollRuns Runs() =>
        new ServiceCollection()
            .AddApplication()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IPayrollInputReader>(new PostgresPayrollInputReader(_database))
            .AddSingleton<IPayrollDraftStore>(new PostgresPayrollDraftStore(_database, TimeProvider.System))
            .BuildServiceProvider()
            .GetRequiredService<IPayrollRuns>();

    private async Task<List<PayrollResult>> StoredAsync(int year = 2025)
    {
        await using var context = _database.CreateDbContext();
        return await context
            .PayrollResults.Include(result => result.Lines)
            .Where(result => result.EmployeeId == _employee.Id && result.PeriodYear == year)
            .OrderBy(result => result.Sequence)
            .ToListAsync();
    }

    private Task<IReadOnlyList<string>> AuditedAsync(string entity) =>
        _database.RowsAsync(
            $"SELECT action FROM core.audit_log WHERE entity = '{entity}' AND company_id = '{_employee.CompanyId}' AND actor = 'accountant'",
            row => row.GetString(0)
        );

    private Task<int> MoveAsync(Guid payroll, string status) =>
        _database.ExecuteAsync($"UPDATE hr.payroll_results SET status = '{status}' WHERE id = '{payroll}'");

    private async Task<Employee> AddColleagueAsync(PinnokioDbContext context, string identifier, Action<Employee>? edit = null)
    {
        var colleague = Employee.Create(
            _employee.CompanyId,
            identifier,
            "Luc",
            "Favre",
            new(1988, 5, 5),
            "CH-GE",
            new(2020, 1, 1),
            new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero)
        );
        edit?.Invoke(colleague);
        context.Add(colleague);
        await context.SaveChangesAsync();
        return colleague;
    }
}
