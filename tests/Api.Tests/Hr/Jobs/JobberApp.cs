using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

/// <summary>A replica with a jobber that answers what a test says; its tests run one after the other, each with answers of its own.</summary>
public sealed class JobberApp : IAsyncDisposable
{
    private JobberApp(StubJobber jobber, PinnokioApp app) => (Jobber, App) = (jobber, app);

    public StubJobber Jobber { get; }

    public PinnokioApp App { get; }

    public static async Task<JobberApp> StartAsync(TestDatabase? database = null, Action<IDictionary<string, string>>? settings = null)
    {
        var jobber = await StubJobber.StartAsync();
        var app = await PinnokioApp.StartAsync(
            database,
            settings: s =>
            {
                jobber.Configure(s);
                settings?.Invoke(s);
            }
        );
        return new JobberApp(jobber, app);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Jobber.DisposeAsync();
    }
}
