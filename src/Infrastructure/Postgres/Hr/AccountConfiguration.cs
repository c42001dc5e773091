using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts", "core");
        builder.Property(account => account.Id).ValueGeneratedNever();
    }
}
