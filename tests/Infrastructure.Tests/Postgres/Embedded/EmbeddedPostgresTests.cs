using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pinnokio.Infrastructure.Postgres.Embedded;

namespace Pinnokio.Infrastructure.Tests.Postgres.Embedded;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task KeepsData_OverARestart()
    {
        await using (var first = await _home.StartAsync())
        {
            first.Adopted.ShouldBeFalse();
            await first.ExecuteAsync("CREATE TABLE kept (x int); INSERT INTO kept VALUES (7)");
        }

        await using var second = await _home.StartAsync();

        second.Adopted.ShouldBeFalse();
        (await second.ScalarAsync("SELECT x FROM kept")).ShouldBe(7);
    }
}
