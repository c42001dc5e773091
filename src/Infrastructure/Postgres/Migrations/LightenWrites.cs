using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pinnokio.Infrastructure.Postgres.Migrations;

[DbContext(typeof(PinnokioDbContext)), Migration("20260301000007_LightenWrites")]
internal sealed class LightenWrites : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationSql.Read("lighten_writes"));
}
