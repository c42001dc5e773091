using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pinnokio.Infrastructure.Postgres.Migrations;

[DbContext(typeof(PinnokioDbContext)), Migration("20260101000003_CreateHr")]
internal sealed class CreateHr : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        MigrationSql.Settle(migrationBuilder, "hr_employees", "hr_contracts", "hr_payroll");
}
