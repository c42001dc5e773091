namespace Pinnokio.Infrastructure.Tests.Postgres;

/// <summary>One migrated database for the tests of a class, which keep apart by their own companies.</summary>
public sealed class MigratedHr : IAsyncLifetime
{
    internal HrDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync() => Database = await HrDatabase.MigratedAsync();

    public async Task DisposeAsync() => await Database.DisposeAsync();
}
