using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

internal sealed class EmployeeConfiguration : IEntityTypeConfiguration<Employee>
{
    public void Configure(EntityTypeBuilder<Employee> builder)
    {
        builder.ToTable("employees", "hr");
        builder.Property(employee => employee.Id).ValueGeneratedNever();
        builder.Property(employee => employee.Nationality).HasColumnType(ColumnTypes.Country);
        builder.Property(employee => employee.Country).HasColumnType(ColumnTypes.Country);
        builder.Property(employee => employee.ActivityRate).HasColumnType(ColumnTypes.Percent);
        builder.Property(employee => employee.ActivityRateTotal).HasColumnType(ColumnTypes.Percent);
        builder.Property(employee => employee.WeeklyHoursOtherEmployers).HasColumnType(ColumnTypes.Hours);
        builder.Property(employee => employee.PasRate).HasColumnType(ColumnTypes.Rate);
        builder.ComplexProperty(employee => employee.AvsNumber);
        builder.ComplexProperty(employee => employee.Nir);
        builder.ComplexProperty(employee => employee.Iban);
        builder.HasOne<Company>().WithMany().HasForeignKey(employee => employee.CompanyId).OnDelete(DeleteBehavior.NoAction);
    }
}
