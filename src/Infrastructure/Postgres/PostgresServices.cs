using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Postgres.Demo;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>Wires the relational store.</summary>
internal static class PostgresServices
{
    public static async Task AddPostgresAsync(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment,
        PinnokioHome home
    )
    {
        HostingPolicy.RequireInProduction(configuration, environment, PostgresOptions.UrlVariable, "the embedded PostgreSQL server");
        var connection = PostgresOptions.ConnectionString(configuration);
        var pool = PostgresOptions.PoolSize(configuration);
        var withDemo = DemoOnStart.IsWanted(configuration);
        if (connection is null)
        {
            var server = await EmbeddedPostgresService.StartNewAsync(home, configuration);
            services.AddSingleton<IHostedService>(_ => server);
            connection = server.ConnectionString;
        }

        services.AddSingleton(_ => PostgresOptions.Source(connection, pool));
        services.AddPooledDbContextFactory<PinnokioDbContext>(
            (provider, context) =>
                PinnokioDbContext.Configure(
                    context,
                    provider.GetRequiredService<NpgsqlDataSource>(),
                    provider.GetRequiredService<AuditInterceptor>()
                )
        );
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PinnokioDbContext>>().CreateDbContext());
        services.AddSingleton<RowShapes>();
        services.AddSingleton<AuditInterceptor>();
        services.AddScoped<NewRows>();
        services.AddSingleton<PostgresState>();
        services.AddSingleton<PostgresMigrator>();
        services.AddSingleton<DemoData>();
        services.AddSingleton(provider => new DemoOnStart(withDemo, provider.GetRequiredService<DemoData>()));
        services.AddSingleton<IFaultTranslator, PostgresFaults>();
        services.AddSingleton<IHealthSource>(provider => provider.GetRequiredService<PostgresState>());
        services.AddHostedService<PostgresWatch>();
        services.AddHostedService<ExpiredRecords>();
        services.AddScoped<IUnitOfWork, PostgresUnitOfWork>();
        services.Scan(scan =>
            scan.FromAssemblies(typeof(PostgresServices).Assembly)
                .AddClasses(c => c.InNamespaces("Pinnokio.Infrastructure.Postgres").Where(IsStore), publicOnly: false)
                .AsImplementedInterfaces()
                .WithScopedLifetime()
        );
    }

    /// <summary>Adapters of the modules' ports, by name: <c>Postgres…Store</c> and <c>Postgres…Reader</c>.</summary>
    private static bool IsStore(Type type) =>
        type.Name.StartsWith("Postgres", StringComparison.Ordinal)
        && (type.Name.EndsWith("Store", StringComparison.Ordinal) || type.Name.EndsWith("Reader", StringComparison.Ordinal));
}
