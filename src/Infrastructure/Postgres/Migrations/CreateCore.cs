using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pinnokio.Infrastructure.Postgres.Migrations;

[DbContext(typeof(PinnokioDbContext)), Migration("20260101000001_CreateCore")]
internal sealed class CreateCore : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(MigrationSql.Read("extensions"));
        MigrationSql.Settle(migrationBuilder, "core");
    }
}
