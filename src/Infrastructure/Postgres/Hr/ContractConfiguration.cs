using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

internal sealed class ContractConfiguration : IEntityTypeConfiguration<Contract>
{
    public void Configure(EntityTypeBuilder<Contract> builder)
    {
        builder.ToTable("contracts", "hr");
        builder.Property(contract => contract.Id).ValueGeneratedNever();
        builder.Property(contract => contract.Currency).HasColumnType(ColumnTypes.Currency);
        builder.Property(contract => contract.WorkRate).HasColumnType(ColumnTypes.Rate);
        builder.Property(contract => contract.WeeklyHours).HasColumnType(ColumnTypes.Hours);
        builder.Property(contract => contract.Provisions).HasColumnType(ColumnTypes.Json);
        builder.Property(contract => contract.HourlyRate).HasColumnType(ColumnTypes.UnitPrice);
        builder.Property(contract => contract.CachetRate).HasColumnType(ColumnTypes.UnitPrice);
        builder.Property(contract => contract.DailyRate).HasColumnType(ColumnTypes.UnitPrice);
        builder.Property(contract => contract.VacationWeeks).HasColumnType(ColumnTypes.Weeks);
        builder.HasOne<Employee>().WithMany().HasForeignKey(contract => contract.EmployeeId).OnDelete(DeleteBehavior.NoAction);
    }
}
