using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pinnokio.Application.Hr;
using Pinnokio.Infrastructure.Postgres;
using Pinnokio.Infrastructure.Postgres.Demo;
using Pinnokio.Infrastructure.Security;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class PostgresWatchTests : IAsyncLifetime, IDisposable
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string OtherKey = "HxwdHhsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

    private readonly LogCapture _log = new();
    private readonly PostgresState _state = new();
    private TestPostgres _server = null!;
    private HrDatabase _database = null!;

    public void Dispose() => _log.Dispose();

    public async Task InitializeAsync()
    {
        _server = await TestPostgres.StartPrivateAsync();
        _database = HrDatabase.Over(await _server.CreateDatabaseAsync());
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task TellsAServerThatIsAway_FromAStartThatIsRefused()
    {
        await WriteUnderAsync(OtherKey);
        await _server.StopAsync();
        using var watch = Watch(Key);
        await watch.StartAsync(CancellationToken.None);

        await Eventually.HoldsAsync(() => _log.At(LogLevel.Warning).Count == 1);
        await _server.StartAsync();
        await Eventually.HoldsAsync(() => _log.At(LogLevel.Error).Count == 1);

        _log.At(LogLevel.Error).Single().ShouldContain(DataKeys.Variable);
        _log.At(LogLevel.Warning).Single().ShouldContain("away");
        _state.IsReady.ShouldBeFalse();
        await _database.ExecuteAsync("DELETE FROM hr.employees");
        await Eventually.HoldsAsync(() => _state.IsReady);
        await watch.StopAsync(CancellationToken.None);
    }

    private async Task WriteUnderAsync(string key)
    {
        var keys = DataKeys.Parse(key);
        keys.AreConfirmed = true;
        await using var context = _database.CreateDbContext();
        await context.AddEmployeeAsync(new AesGcmSensitiveNumbers(keys).Protect(SensitiveNumber.Avs, "7569217076985", "756.****.****.85"));
    }

    private PostgresWatch Watch(string key)
    {
        var keys = DataKeys.Parse(key);
        var source = _database.DataSource;
        return new PostgresWatch(
            source,
            new PostgresMigrator(_database, source, NullLogger<PostgresMigrator>.Instance),
            new DataKeyRotation(source, keys, new AesGcmSensitiveNumbers(keys), NullLogger<DataKeyRotation>.Instance),
            new DemoOnStart(wanted: false, demo: null!),
            _state,
            TimeProvider.System,
            _log.For<PostgresWatch>()
        );
    }
}
