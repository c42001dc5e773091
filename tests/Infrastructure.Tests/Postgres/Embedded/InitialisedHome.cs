using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Postgres.Embedded;

/// <summary>A home whose first start is done and which holds one table, to be copied: initialising takes longer than the tests themselves.</summary>
public sealed class InitialisedHome : IAsyncLifetime, IDisposable
{
    private readonly TemporaryHome _home = new();

    public async Task InitializeAsync()
    {
        await using var server = await _home.StartAsync();
        await server.ExecuteAsync("CREATE TABLE kept AS SELECT 7 AS x");
    }

    internal Task CopyToAsync(TemporaryHome home) => ChildProcess.RunAsync("cp", "-Rp", _home.Path, home.Path);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _home.Dispose();
}
