using System.Net;
using System.Net.WebSockets;
using Pinnokio.Api.Hub;
using Pinnokio.Api.Tests.Faults;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>A replica that is asked to stop sends its clients to the others, and finishes what it has begun.</summary>
[Collection(RealServers.Name)]
public sealed class DrainTests
{
    private const int Sockets = 20;

    [Fact]
    public async Task SendsClientsAwayOneByOne_WhileItStillAnswersCalls()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var product = await ProductProcess.ReadyAsync(database);
        var address = product.Client.BaseAddress!;
        var clients = new List<HubClient>();
        for (var i = 0; i < Sockets; i++)
        {
            var client = await HubClient.ConnectAsync(address, $"uid=user-{i}");
            await client.NextAsync("hello");
            await client.NextAsync("ready");
            clients.Add(client);
        }

        var leaving = clients.Select(client => client.CloseCodeAsync()).ToArray();
        product.Process.Signal(UnixSignal.Terminate);
        (await await Task.WhenAny(leaving)).ShouldBe(HubCloseCodes.Draining);

        using (var ready = await product.Client.GetAsync("/readyz"))
        {
            ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        (await product.Client.RpcAsync("HR.check_connection")).Ok.ShouldBeTrue();
        await Should.ThrowAsync<WebSocketException>(() => HubClient.ConnectAsync(address, "uid=late"));
        leaving.Count(left => !left.IsCompleted).ShouldBeGreaterThan(0);
        (await Task.WhenAll(leaving)).ShouldAllBe(code => code == HubCloseCodes.Draining);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        (await product.Process.ExitAsync()).ShouldBe(0);
    }
}
