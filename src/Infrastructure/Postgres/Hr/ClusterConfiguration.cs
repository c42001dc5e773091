using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Hr;

internal sealed class ClusterConfiguration : IEntityTypeConfiguration<Cluster>, IEntityTypeConfiguration<CountryCluster>
{
    public void Configure(EntityTypeBuilder<Cluster> builder)
    {
        builder.ToTable("clusters", "hr");
        builder.HasKey(cluster => cluster.Code);
        builder.Property(cluster => cluster.Country).HasColumnType(ColumnTypes.Country);
        builder.Property(cluster => cluster.Labels).HasColumnType(ColumnTypes.Json);
    }

    public void Configure(EntityTypeBuilder<CountryCluster> builder)
    {
        builder.ToTable("country_clusters", "hr");
        builder.HasKey(link => new { link.CountryCode, link.ClusterCode });
    }
}
