using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

internal sealed class ReferenceConfiguration : IEntityTypeConfiguration<ContractType>, IEntityTypeConfiguration<RemunerationType>
{
    public void Configure(EntityTypeBuilder<ContractType> builder)
    {
        builder.ToTable("ref_contract_types", "hr");
        builder.HasKey(type => type.Code);
        builder.Property(type => type.Country).HasColumnType(ColumnTypes.Country);
    }

    public void Configure(EntityTypeBuilder<RemunerationType> builder)
    {
        builder.ToTable("ref_remuneration_types", "hr");
        builder.HasKey(type => type.Code);
        builder.Property(type => type.Country).HasColumnType(ColumnTypes.Country);
    }
}
