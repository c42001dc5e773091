using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Postgres.Hr;

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("hr_jobs", "hr");
        builder.HasKey(job => job.JobId);
        builder.Property(job => job.JobId).ValueGeneratedNever();
        builder.Property(job => job.Parameters).HasColumnType(ColumnTypes.Json);
        builder.Property(job => job.Result).HasColumnType(ColumnTypes.Json);
        builder.HasOne<Company>().WithMany().HasForeignKey(job => job.CompanyId).OnDelete(DeleteBehavior.NoAction);
    }
}
