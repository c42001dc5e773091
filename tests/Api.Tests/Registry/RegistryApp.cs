using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Registry;

/// <summary>A replica on Redis that trusts whoever holds the service token; its tests keep apart by users of their own.</summary>
public sealed class RegistryApp : IAsyncLifetime
{
    public const string Collection = "registry";

    public PinnokioApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await PinnokioApp.StartAsync(redisPort: (await TestRedis.SharedAsync()).Port);

    public async Task DisposeAsync() => await App.DisposeAsync();

    public static string NewUser() => $"u{Guid.NewGuid():N}";
}

/// <summary>A replica that is alone, and where a user may act only for themselves.</summary>
public sealed class OwnRegistryApp : IAsyncLifetime
{
    public const string Collection = "own registry";

    public PinnokioApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await PinnokioApp.StartAsync(settings: s => s["HR_COMPANY_ACCESS"] = "members");

    public async Task DisposeAsync() => await App.DisposeAsync();
}

[CollectionDefinition(RegistryApp.Collection)]
public sealed class RegistryTestGroup : ICollectionFixture<RegistryApp>;

[CollectionDefinition(OwnRegistryApp.Collection)]
public sealed class OwnRegistryTestGroup : ICollectionFixture<OwnRegistryApp>;
