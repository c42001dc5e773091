using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

// Relationships here and beside only order the writes of one save; the rules about them are the database's.
internal sealed class CompanyConfiguration : IEntityTypeConfiguration<Company>, IEntityTypeConfiguration<CompanyMember>
{
    public void Configure(EntityTypeBuilder<Company> builder)
    {
        builder.ToTable("companies", "core");
        builder.Property(company => company.Id).ValueGeneratedNever();
        builder.Property(company => company.CountryCode).HasColumnType(ColumnTypes.Country);
        builder.Property(company => company.Currency).HasColumnType(ColumnTypes.Currency);
        builder.HasOne<Account>().WithMany().HasForeignKey(company => company.AccountId).OnDelete(DeleteBehavior.NoAction);
    }

    public void Configure(EntityTypeBuilder<CompanyMember> builder)
    {
        builder.ToTable("company_members", "core");
        builder.HasKey(member => new { member.CompanyId, member.UserId });
        builder.HasOne<Company>().WithMany().HasForeignKey(member => member.CompanyId).OnDelete(DeleteBehavior.NoAction);
    }
}
