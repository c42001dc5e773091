using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pinnokio.Infrastructure.Postgres.Migrations;

[DbContext(typeof(PinnokioDbContext)), Migration("20260401000001_KeepCorrectionsWithinCompanies")]
internal sealed class KeepCorrectionsWithinCompanies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => MigrationSql.Settle(migrationBuilder, "payroll_corrections");
}
