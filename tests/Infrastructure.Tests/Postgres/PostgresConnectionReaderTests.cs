using Npgsql;
using Pinnokio.Infrastructure.Postgres.Hr;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class PostgresConnectionReaderTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("nowhere.invalid")]
    public async Task ReadsNothing_WhenNothingAnswers(string host)
    {
        await using var source = NpgsqlDataSource.Create($"Host={host};Port={FreePort.Next()};Username=nobody;Database=none");
        (await new PostgresConnectionReader(source, TimeProvider.System).ReadAsync(CancellationToken.None)).ShouldBeNull();
    }
}
