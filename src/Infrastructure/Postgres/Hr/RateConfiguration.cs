using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Infrastructure.Postgres.Hr;

internal sealed class RateConfiguration : IEntityTypeConfiguration<RateRow>, IEntityTypeConfiguration<SourceTaxBracket>
{
    public void Configure(EntityTypeBuilder<RateRow> builder)
    {
        builder.ToTable("rate_rows", "hr");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.ScopeCountry).HasColumnType(ColumnTypes.Country);
        builder.Property(row => row.Value).HasColumnType(ColumnTypes.RateValue);
        builder.HasOne<Cluster>().WithMany().HasForeignKey(row => row.ClusterCode).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Company>().WithMany().HasForeignKey(row => row.CompanyId).OnDelete(DeleteBehavior.NoAction);
    }

    public void Configure(EntityTypeBuilder<SourceTaxBracket> builder)
    {
        builder.ToTable("source_tax_brackets", "hr");
        builder.HasKey(bracket => new
        {
            bracket.Canton,
            bracket.TariffCode,
            bracket.ValidFrom,
            bracket.IncomeFrom,
        });
        builder.Property(bracket => bracket.Rate).HasColumnType(ColumnTypes.Rate);
    }
}
