using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

internal sealed class PayrollResultConfiguration : IEntityTypeConfiguration<PayrollResult>, IEntityTypeConfiguration<PayrollLine>
{
    public void Configure(EntityTypeBuilder<PayrollResult> builder)
    {
        builder.ToTable("payroll_results", "hr");
        builder.Property(result => result.Id).ValueGeneratedNever();
        builder.Property(result => result.Days30).HasColumnName("days_30");
        builder.Property(result => result.Currency).HasColumnType(ColumnTypes.Currency);
        builder.Property(result => result.Ytd).HasColumnType(ColumnTypes.Json);
        builder.Property(result => result.RatesSnapshot).HasColumnType(ColumnTypes.Json);
        builder.HasOne<Employee>().WithMany().HasForeignKey(result => result.EmployeeId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Contract>().WithMany().HasForeignKey(result => result.ContractId).OnDelete(DeleteBehavior.NoAction);
        builder.HasMany(result => result.Lines).WithOne().HasForeignKey(line => line.ResultId);
    }

    public void Configure(EntityTypeBuilder<PayrollLine> builder)
    {
        builder.ToTable("payroll_result_lines", "hr");
        builder.HasKey(line => new { line.ResultId, line.LineNo });
        builder.Property(line => line.LineNo).ValueGeneratedNever();
        builder.Property(line => line.Labels).HasColumnType(ColumnTypes.Json);
        builder.Property(line => line.Trace).HasColumnType(ColumnTypes.Json);
        builder.Property(line => line.Quantity).HasColumnType(ColumnTypes.UnitPrice);
        builder.Property(line => line.UnitPrice).HasColumnType(ColumnTypes.UnitPrice);
        builder.Property(line => line.RateEe).HasColumnType(ColumnTypes.Rate);
        builder.Property(line => line.RateEr).HasColumnType(ColumnTypes.Rate);
        builder.Property(line => line.RoundingDelta).HasColumnType(ColumnTypes.RoundingDelta);
    }
}
