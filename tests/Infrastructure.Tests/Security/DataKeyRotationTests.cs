using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Caching;
using Pinnokio.Infrastructure.Security;
using Pinnokio.Infrastructure.Tests.Postgres;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Security;

/// <summary>Stored numbers through changes of <c>PINNOKIO_DATA_KEY</c>; each start is one set of keys and their rotation.</summary>
public sealed class DataKeyRotationTests(MigratedHr hr) : IClassFixture<MigratedHr>, IAsyncLifetime, IDisposable
{
    private const string A = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string B = "HxwdHhsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
    private const string Avs = "7569217076985";
    private const string Nir = "185057800604838";
    private const string Iban = "CH9300762011623852957";
    private const string AvsRule = "employees_avs_number_key";

    private readonly LogCapture _log = new();
    private Company _company = null!;
    private int _hired;

    public void Dispose() => _log.Dispose();

    public async Task InitializeAsync()
    {
        await hr.Database.ExecuteAsync("DELETE FROM hr.employees");
        await hr.Database.ExecuteAsync("DELETE FROM core.cache_invalidations");
        await using var context = hr.Database.CreateDbContext();
        _company = await context.AddCompanyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task KeepsNumbersReadableAndUnique_FromOneKeyToTheNext()
    {
        var employee = await HireAsync(await StartAsync(A), withNir: true);
        var before = await ReadAsync(employee);

        var both = await StartAsync($"{B},{A}");

        var after = await ReadAsync(employee);
        ShouldReveal(both, after);
        after.AvsNumber!.Hash.ShouldNotBe(before.AvsNumber!.Hash);
        after.AvsNumber.Mask.ShouldBe(before.AvsNumber.Mask);
        (await RefusalAsync(() => HireAsync(both))).ShouldBe(AvsRule);
        var last = await StartAsync(B);
        ShouldReveal(last, await ReadAsync(employee));
        (await RefusalAsync(() => HireAsync(last))).ShouldBe(AvsRule);
    }

    [Fact]
    public async Task ReachesEveryRow_WhenTheyAreManyBatches()
    {
        var numbers = await StartAsync(A);
        await using (var context = hr.Database.CreateDbContext())
        {
            context.AddRange(Enumerable.Range(0, 450).Select(_ => NewEmployee(numbers, avs: NextNumber())));
            await context.SaveChangesAsync();
        }

        await StartAsync($"{B},{A}");

        await StartAsync(B);
        _log.At(LogLevel.Information).ShouldContain(line => line.Contains("200 numbers of avs_number", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("avs_number")]
    [InlineData("nir")]
    [InlineData("iban")]
    public async Task RefusesKeys_WhenOneThatIsStoredIsMissing(string column)
    {
        var employee = await HireAsync(await StartAsync(A), withNir: true);
        foreach (var other in new[] { "avs_number", "nir", "iban" }.Where(other => other != column))
        {
            await hr.Database.ExecuteAsync($"UPDATE hr.employees SET {other}_cipher = NULL, {other}_hash = NULL, {other}_mask = NULL");
        }

        var keys = DataKeys.Parse(B);
        var numbers = new AesGcmSensitiveNumbers(keys);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => RotateAsync(keys, numbers));
        refusal.Message.ShouldContain(DataKeys.Variable);
        refusal.Message.ShouldContain(employee.ToString());
        Should.Throw<AppException>(() => numbers.Protect(SensitiveNumber.Avs, Avs, "x")).Error.Kind.ShouldBe(ErrorKind.Unavailable);
    }

    [Fact]
    public async Task LeavesOneRowAlone_WhenADuplicateSlippedIn()
    {
        // Two replicas in the midst of a rotation.
        var (old, young) = (await StartAsync($"{A},{B}"), await StartAsync($"{B},{A}"));
        var first = await HireAsync(old, NextNumber());
        var second = await HireAsync(old);
        var twin = await HireAsync(young);
        var third = await HireAsync(old, NextNumber());

        var numbers = await StartAsync($"{B},{A}");

        (await AreUnderAsync(B, first, twin, third)).ShouldBeTrue();
        (await AreUnderAsync(A, second)).ShouldBeTrue();
        numbers.Reveal(SensitiveNumber.Avs, (await ReadAsync(second)).AvsNumber!).ShouldBe(Avs);
        var told = _log.At(LogLevel.Warning).ShouldHaveSingleItem();
        told.ShouldContain(second.ToString());
        told.ShouldNotContain(Avs);

        await hr.Database.ExecuteAsync($"UPDATE hr.employees SET is_active = false WHERE id = '{twin}'");
        await StartAsync($"{B},{A}");
        (await AreUnderAsync(B, second)).ShouldBeTrue();
    }

    [Fact]
    public async Task LeavesOneRowAlone_WhenItWasDamaged()
    {
        var numbers = await StartAsync(A);
        var damaged = await HireAsync(numbers, NextNumber());
        var sound = await HireAsync(numbers, NextNumber());
        await hr.Database.ExecuteAsync($"UPDATE hr.employees SET avs_number_cipher = avs_number_cipher || '\\x00' WHERE id = '{damaged}'");

        await StartAsync($"{B},{A}");

        (await AreUnderAsync(B, sound)).ShouldBeTrue();
        _log.At(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain(damaged.ToString());
    }

    [Fact]
    public async Task MakesCachedEmployeesStale_WhereItWrote()
    {
        await HireAsync(await StartAsync(A));

        await StartAsync($"{B},{A}");

        var tags = await hr.Database.RowsAsync(
            "SELECT tag FROM core.cache_invalidations WHERE applied_at IS NULL",
            row => row.GetString(0)
        );
        tags.SelectMany(CacheKeys.Tags).Distinct().ShouldBe(HrCache.AfterEmployeeWrite(_company.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task WritesNothing_WhenAllIsUnderTheCurrentKey()
    {
        var employee = await HireAsync(await StartAsync(B));

        await StartAsync($"{B},{A}");

        (await ReadAsync(employee)).RowVersion.ShouldBe(1);
        (await hr.Database.ScalarAsync<long>("SELECT count(*) FROM core.cache_invalidations")).ShouldBe(0);
    }

    private async Task<ISensitiveNumbers> StartAsync(string setting)
    {
        var keys = DataKeys.Parse(setting);
        var numbers = new AesGcmSensitiveNumbers(keys);
        await RotateAsync(keys, numbers);
        return numbers;
    }

    private Task RotateAsync(DataKeys keys, ISensitiveNumbers numbers) =>
        new DataKeyRotation(hr.Database.DataSource, keys, numbers, _log.For<DataKeyRotation>()).RunAsync(default);

    private async Task<Guid> HireAsync(ISensitiveNumbers numbers, string avs = Avs, bool withNir = false)
    {
        await using var context = hr.Database.CreateDbContext();
        var employee = NewEmployee(numbers, avs);
        employee.Nir = withNir ? numbers.Protect(SensitiveNumber.Nir, Nir, "****38") : null;
        context.Add(employee);
        await context.SaveChangesAsync();
        return employee.Id;
    }

    private Employee NewEmployee(ISensitiveNumbers numbers, string avs)
    {
        var now = DateTimeOffset.UnixEpoch;
        var employee = Employee.Create(_company.Id, $"E-{++_hired}", "Zoé", "Müller", new(1990, 2, 28), "CH-GE", new(2020, 1, 1), now);
        employee.AvsNumber = numbers.Protect(SensitiveNumber.Avs, avs, "756.****.****.85");
        employee.Iban = numbers.Protect(SensitiveNumber.Iban, Iban, "CH93 **** 2957");
        return employee;
    }

    private string NextNumber() => string.Create(CultureInfo.InvariantCulture, $"756000000{_hired:D4}");

    private async Task<Employee> ReadAsync(Guid id)
    {
        await using var context = hr.Database.CreateDbContext();
        return await context.Employees.SingleAsync(employee => employee.Id == id);
    }

    private async Task<bool> AreUnderAsync(string key, params Guid[] employees)
    {
        var id = DataKeys.Parse(key).Current.Id;
        foreach (var employee in employees)
        {
            if (AesGcmSensitiveNumbers.KeyIdOf((await ReadAsync(employee)).AvsNumber!.Cipher) != id)
            {
                return false;
            }
        }

        return true;
    }

    private static void ShouldReveal(ISensitiveNumbers numbers, Employee employee)
    {
        numbers.Reveal(SensitiveNumber.Avs, employee.AvsNumber!).ShouldBe(Avs);
        numbers.Reveal(SensitiveNumber.Nir, employee.Nir!).ShouldBe(Nir);
        numbers.Reveal(SensitiveNumber.Iban, employee.Iban!).ShouldBe(Iban);
    }

    private static async Task<string?> RefusalAsync(Func<Task> write)
    {
        var refusal = await Should.ThrowAsync<DbUpdateException>(write);
        return refusal.InnerException.ShouldBeOfType<PostgresException>().ConstraintName;
    }
}
