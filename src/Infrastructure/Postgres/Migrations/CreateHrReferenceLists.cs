using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pinnokio.Infrastructure.Postgres.Migrations;

[DbContext(typeof(PinnokioDbContext)), Migration("20260301000005_CreateHrReferenceLists")]
internal sealed class CreateHrReferenceLists : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        MigrationSql.Settle(
            migrationBuilder,
            "hr_reference_lists",
            "seed_personal_status",
            "seed_payroll_status",
            "seed_payroll_items",
            "hr_reference_keys"
        );
}
