using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Pinnokio.Application.Common;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>A replica that dies between the commit of a write and telling the cache.</summary>
[Collection(RealServers.Name)]
public sealed class LostInvalidationTests
{
    [Fact]
    public async Task IsMadeUpByAnotherReplica_WithinFiveSeconds()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var redis = await TestRedis.StartPrivateAsync();
        await using var survivor = await PinnokioApp.StartAsync(database, redis.Port, Patient);
        var company = await Company.EnsureAsync(survivor.Client);
        var employee = await company.HireAsync(survivor.Client, "E-1");
        await using (var crashing = await PinnokioApp.StartAsync(database, redis.Port, Patient, NeverTellsTheCache))
        {
            await Eventually.HoldsAsync(async () => await company.ReadAsync(survivor.Client, "reader") is ("Ada", "cache"));
            (await company.RenameAsync(crashing.Client, employee, "New")).Ok.ShouldBeTrue();
        }

        await Eventually.HoldsAsync(async () => await company.ReadAsync(survivor.Client, "reader") is ("New", _), TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(async () => await company.ReadAsync(survivor.Client, "reader") is ("New", "cache"));
        await Eventually.HoldsAsync(async () =>
            await database.ScalarAsync<long>("SELECT count(*) FROM core.cache_invalidations WHERE applied_at IS NULL") == 0
        );
    }

    private static void Patient(IDictionary<string, string> settings) => settings["HR_CACHE_READ_BUDGET_MS"] = "10000";

    private static void NeverTellsTheCache(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<ICacheInvalidator, DeadInvalidator>());
        var outbox = services.Single(service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "InvalidationOutbox"
        );
        services.Remove(outbox);
    }

    private sealed class DeadInvalidator : ICacheInvalidator
    {
        public Task ApplyAsync(PendingInvalidation invalidation) => Task.CompletedTask;
    }
}
