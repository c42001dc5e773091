using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pinnokio.Infrastructure.Postgres.Migrations;

[DbContext(typeof(PinnokioDbContext)), Migration("20260101000002_CreateHrReferences")]
internal sealed class CreateHrReferences : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        MigrationSql.Settle(migrationBuilder, "hr_references", "seed_clusters", "seed_contract_types");
}
