using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs.Embedded;

/// <summary>What becomes of jobs that the jobber in this process does.</summary>
public sealed class EmbeddedJobsTests(ScriptedJobberApp jobber) : IClassFixture<ScriptedJobberApp>
{
    private const string BonusOfSomebody = "variables.by_employee.0198c0de-0000-7000-8000-000000000001.bonus";
    private static readonly AppError s_refusal = new("rate_missing", ErrorKind.Conflict, "There is no rate AVS_EE.");

    private PinnokioApp App => jobber.App;

    [Fact]
    public async Task EndsWithThePayrollRow()
    {
        var (company, employee) = await App.EnsurePaidStaffAsync();

        var job = (await App.CalculateAsync(company, employee)).JobId();

        await EndsAsync(job, "completed");
        var result = await ResultAsync(job);
        result.GetProperty("employee_id").GetGuid().ShouldBe(employee);
        result.GetProperty("net_payable").GetRawText().ShouldBe("5743.65");
    }

    [Fact]
    public async Task FailsWithTheErrorOfTheRun()
    {
        var (company, employee) = await App.EnsurePaidStaffAsync();
        jobber.Runs.For(employee, _ => Task.FromResult<AppError?>(s_refusal));

        var job = (await App.CalculateAsync(company, employee)).JobId();

        await EndsAsync(job, "failed");
        (await TextAsync(job, "error_code || ': ' || error_message")).ShouldBe("rate_missing: There is no rate AVS_EE.");
        jobber.Runs.TimesAsked(employee).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"houres": 1}""", "variables.houres")]
    [InlineData("""{"by_employee": {"0198c0de-0000-7000-8000-000000000001": {"bonus": "x"} } }""", BonusOfSomebody)]
    public async Task RefusesVariablesByName_BeforeAnythingIsKept(string variables, string field)
    {
        var (company, employee) = await App.EnsurePaidStaffAsync();
        (string, object?) given = ("variables", JsonElement.Parse(variables));

        (await App.CalculateAsync(company, employee, more: [given])).ShouldNotBeApplied("INVALID_ARGS", field);
        (await App.BatchAsync(company, given)).ShouldNotBeApplied("INVALID_ARGS", field);
        (await App.CountJobsAsync(company)).ShouldBe(0);
    }

    [Fact]
    public async Task GoesOnWithTheRest_WhenOneOfABatchFails()
    {
        var (company, employees) = await StaffAsync(5);
        jobber.Runs.For(employees[2], _ => Task.FromResult<AppError?>(s_refusal));

        var job = (await App.BatchAsync(company)).JobId();

        await EndsAsync(job, "partial");
        (await TextAsync(job, "format('%s %s %s', total, completed, failed)")).ShouldBe("5 4 1");
        var outcomes = (await ResultAsync(job))
            .GetProperty("employees")
            .EnumerateArray()
            .ToDictionary(o => o.GetProperty("employee_id").GetGuid());
        outcomes.Keys.ShouldBe(employees, ignoreOrder: true);
        outcomes[employees[2]].GetProperty("error").GetProperty("code").GetString().ShouldBe("rate_missing");
        outcomes.Values.Count(o => o.GetProperty("status").GetString() == "completed" && o.TryGetProperty("payroll_id", out _)).ShouldBe(4);
    }

    [Fact]
    public async Task FailsAsAWhole_WhenAllOfABatchFail()
    {
        var (company, employees) = await StaffAsync(2);
        foreach (var employee in employees)
        {
            jobber.Runs.For(employee, _ => Task.FromResult<AppError?>(s_refusal));
        }

        var job = (await App.BatchAsync(company)).JobId();

        await EndsAsync(job, "failed");
        (await ResultAsync(job)).GetProperty("employees").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task StopsSoon_WhenTheJobIsCancelled()
    {
        var (company, employees) = await StaffAsync(2);
        var begun = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        jobber.Runs.For(
            employees[0],
            async ct =>
            {
                begun.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stopped.SetResult();
                ct.ThrowIfCancellationRequested();
                return null;
            }
        );
        var job = (await App.BatchAsync(company, ("employee_ids", employees))).JobId();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(15));

        (await App.RpcAsync("HR.cancel_job", new { job_id = job })).Ok.ShouldBeTrue();

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10));
        (await App.StatusAsync(job)).ShouldBe("cancelled");
        jobber.Runs.TimesAsked(employees[1]).ShouldBe(0);
    }

    [Fact]
    public async Task TriesAgain_WhenTheFaultPasses()
    {
        var (company, employee) = await App.EnsurePaidStaffAsync();
        jobber.Runs.For(
            employee,
            _ =>
                jobber.Runs.TimesAsked(employee) < 2
                    ? throw new AppException(AppError.Unavailable("PostgreSQL"))
                    : Task.FromResult<AppError?>(null)
        );

        var job = (await App.CalculateAsync(company, employee)).JobId();

        await EndsAsync(job, "completed");
        jobber.Runs.TimesAsked(employee).ShouldBe(2);
    }

    [Fact]
    public async Task GivesUp_WhenNoAttemptComesToAnEnd()
    {
        var (company, employee) = await App.EnsurePaidStaffAsync();
        jobber.Runs.For(employee, _ => throw new InvalidOperationException("As good as a crash."));
        var job = (await App.CalculateAsync(company, employee)).JobId();
        await Eventually.HoldsAsync(() => jobber.Runs.TimesAsked(employee) == 1);
        await Eventually.HoldsAsync(
            async () =>
            {
                // Takes the pauses away.
                await App.Database.ExecuteAsync(
                    $"UPDATE hr.hr_jobs SET leased_until = now() WHERE job_id = '{job}' AND leased_until > now() + interval '15 s'"
                );
                return await App.StatusAsync(job) == "failed";
            },
            TimeSpan.FromSeconds(60)
        );

        (await TextAsync(job, "error_code")).ShouldBe("job_given_up");
        jobber.Runs.TimesAsked(employee).ShouldBe(5);
    }

    [Fact]
    public async Task DoesNotLetAPayslipWaitForABatch()
    {
        var (company, employees) = await StaffAsync(2);
        var release = new TaskCompletionSource<AppError?>();
        jobber.Runs.For(employees[0], release.Task.WaitAsync);
        var batch = (await App.BatchAsync(company, ("employee_ids", employees[..1]))).JobId();
        await Eventually.HoldsAsync(() => jobber.Runs.TimesAsked(employees[0]) == 1);
        var second = (await App.BatchAsync(company, ("employee_ids", employees[1..]))).JobId();

        var payslip = (await App.CalculateAsync(company, employees[1])).JobId();

        await EndsAsync(payslip, "completed");
        (await App.StatusAsync(second)).ShouldBe("pending");
        release.SetResult(null);
        await EndsAsync(batch, "completed");
        await EndsAsync(second, "completed");
    }

    [Fact]
    public async Task IsTakenUpByAnother_WhenItsReplicaStops()
    {
        await using var database = await TestDatabase.CreateAsync();
        var runs = new ScriptedRuns();
        var first = await ScriptedJobberApp.StartAsync(runs, database);
        var (company, employee) = await first.EnsurePaidStaffAsync();
        runs.For(
            employee,
            async ct =>
            {
                await new TaskCompletionSource().Task.WaitAsync(ct);
                return null;
            }
        );
        var job = (await first.CalculateAsync(company, employee)).JobId();
        await Eventually.HoldsAsync(() => runs.TimesAsked(employee) == 1);
        await first.DisposeAsync();

        await using var second = await ScriptedJobberApp.StartAsync(new ScriptedRuns(), database);

        await Eventually.HoldsAsync(async () => await second.StatusAsync(job) == "completed");
        (await database.ScalarAsync<int>($"SELECT attempts FROM hr.hr_jobs WHERE job_id = '{job}'")).ShouldBe(2, "the stop is not counted");
    }

    private async Task<(Guid Company, Guid[] Employees)> StaffAsync(int count)
    {
        var company = await App.EnsureCompanyAsync();
        var employees = new Guid[count];
        for (var i = 0; i < count; i++)
        {
            employees[i] = await App.CreateEmployeeAsync(company);
            await App.CreateContractAsync(company, employees[i]);
        }

        return (company, employees);
    }

    private Task EndsAsync(string job, string status) => Eventually.PassesAsync(async () => (await App.StatusAsync(job)).ShouldBe(status));

    private Task<string> TextAsync(string job, string expression) =>
        App.Database.ScalarAsync<string>($"SELECT {expression} FROM hr.hr_jobs WHERE job_id = '{job}'");

    private async Task<JsonElement> ResultAsync(string job) => JsonElement.Parse(await TextAsync(job, "result::text"));
}
