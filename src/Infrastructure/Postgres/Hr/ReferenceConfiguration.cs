using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

internal sealed class ReferenceConfiguration
    : IEntityTypeConfiguration<ContractType>,
        IEntityTypeConfiguration<RemunerationType>,
        IEntityTypeConfiguration<FamilyStatusCode>,
        IEntityTypeConfiguration<TaxStatusCode>,
        IEntityTypeConfiguration<PermitTypeCode>,
        IEntityTypeConfiguration<PayrollStatusCode>,
        IEntityTypeConfiguration<PayrollItem>,
        IEntityTypeConfiguration<ItemNatureCode>,
        IEntityTypeConfiguration<ChargeBearerCode>
{
    /// <summary>The days on which a code is offered; the domain has no type for it.</summary>
    public const string Valid = "Valid";

    public void Configure(EntityTypeBuilder<ContractType> builder) => Map(builder, "ref_contract_types");

    public void Configure(EntityTypeBuilder<RemunerationType> builder) => Map(builder, "ref_remuneration_types");

    public void Configure(EntityTypeBuilder<FamilyStatusCode> builder) => Map(builder, "ref_family_status");

    public void Configure(EntityTypeBuilder<TaxStatusCode> builder) => Map(builder, "ref_tax_status");

    public void Configure(EntityTypeBuilder<PermitTypeCode> builder) => Map(builder, "ref_permit_types");

    public void Configure(EntityTypeBuilder<PayrollStatusCode> builder) => Map(builder, "ref_payroll_status");

    public void Configure(EntityTypeBuilder<PayrollItem> builder) => Map(builder, "payroll_items");

    public void Configure(EntityTypeBuilder<ItemNatureCode> builder) => Map(builder, "ref_item_nature");

    public void Configure(EntityTypeBuilder<ChargeBearerCode> builder) => Map(builder, "ref_charge_bearer");

    private static void Map<T>(EntityTypeBuilder<T> builder, string table)
        where T : ReferenceCode
    {
        builder.ToTable(table, "hr");
        builder.HasKey(row => row.Code);
        builder.Property(row => row.Country).HasColumnType(ColumnTypes.Country);
        builder.Property<NpgsqlRange<DateOnly>>(Valid).HasDefaultValueSql("'(,)'::daterange");
    }
}
