using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class PinnokioDbContextTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ForgetsItsCaller_WhenItGoesBackToThePool(bool asynchronously)
    {
        await using var dataSource = NpgsqlDataSource.Create("Host=127.0.0.1");
        var options = new DbContextOptionsBuilder<PinnokioDbContext>();
        PinnokioDbContext.Configure(options, dataSource, new AuditInterceptor(new RowShapes(), TimeProvider.System));
        var pool = new PooledDbContextFactory<PinnokioDbContext>(options.Options, poolSize: 1);
        var first = pool.CreateDbContext();
        first.Caller = new CallContext();
        first.BeforeStatement = _ => Task.CompletedTask;
        if (asynchronously)
        {
            await first.DisposeAsync();
        }
        else
        {
            first.Dispose();
        }

        await using var next = pool.CreateDbContext();
        next.ShouldBeSameAs(first);
        (next.Caller, next.BeforeStatement).ShouldBe((null, null));
    }
}
