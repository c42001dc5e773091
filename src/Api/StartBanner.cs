using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pinnokio.Application.Common;

namespace Pinnokio.Api;

/// <summary>Tells whoever started the process where it listens, where the token is, what serves each port, and how to make a first call.</summary>
internal sealed class StartBanner(IServer server, AdapterChoices choices, ServiceTokenSettings tokens) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1";
        address = address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal);
        foreach (var (port, adapter) in choices.All)
        {
            Console.WriteLine($"  {port, -18} {adapter}");
        }

        var token = tokens.File is { } file ? $"$(cat '{file}')" : "$LISTENERS_SERVICE_TOKEN";
        Console.WriteLine($"  {"service token", -18} {tokens.File ?? "LISTENERS_SERVICE_TOKEN"}");
        Console.WriteLine($"Pinnokio listens on {address}");
        Console.WriteLine(
            $"""curl -s {address}/rpc -H "Authorization: Bearer {token}" -H 'Content-Type: application/json' -d '{CheckConnection}'"""
        );
        return Task.CompletedTask;
    }

    private const string CheckConnection = """{"method":"HR.check_connection"}""";

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
