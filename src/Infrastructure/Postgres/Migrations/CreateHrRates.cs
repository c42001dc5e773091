using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pinnokio.Infrastructure.Postgres.Migrations;

[DbContext(typeof(PinnokioDbContext)), Migration("20260301000003_CreateHrRates")]
internal sealed class CreateHrRates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(MigrationSql.Read("hr_rates"));
        migrationBuilder.Sql(MigrationSql.Read("seed_swiss_rates"));
    }
}
