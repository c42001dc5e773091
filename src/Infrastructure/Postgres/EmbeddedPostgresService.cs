using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pinnokio.Infrastructure.Postgres.Embedded;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>
/// The private server, started before the host is built, for its address is a setting of everything else; stopped after all else has stopped.
/// </summary>
internal sealed class EmbeddedPostgresService : IHostedLifecycleService, IAsyncDisposable
{
    private readonly EarlyStop _stop;
    private readonly ILoggerFactory _logs;
    private EmbeddedPostgres? _server;

    private EmbeddedPostgresService(EmbeddedPostgres server, EarlyStop stop, ILoggerFactory logs)
    {
        _server = server;
        _stop = stop;
        _logs = logs;
        ConnectionString = server.ConnectionString;
    }

    public string ConnectionString { get; }

    public static async Task<EmbeddedPostgresService> StartNewAsync(PinnokioHome home, IConfiguration configuration)
    {
        var logs = LoggerFactory.Create(logging =>
            logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"))
        );
        var stop = new EarlyStop();
        try
        {
            var options = new EmbeddedPostgresOptions(home.Path, configuration["PINNOKIO_POSTGRES_BIN"]);
            var server = await EmbeddedPostgres.StartAsync(options, logs.CreateLogger<EmbeddedPostgresService>(), stop.Asked);
            return new EmbeddedPostgresService(server, stop, logs);
        }
        catch
        {
            stop.Dispose();
            throw;
        }
    }

    /// <summary>The host listens to signals from here on.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _stop.Dispose();
        _stop.Asked.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            _stop.Dispose();
            await server.DisposeAsync();
            _logs.Dispose();
        }
    }
}
