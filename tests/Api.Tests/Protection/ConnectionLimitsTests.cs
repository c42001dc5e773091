using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Protection;

/// <summary>Raw connections that misbehave, against the real server.</summary>
public sealed class ConnectionLimitsTests : IAsyncLifetime
{
    private PinnokioApp _app = null!;

    public async Task InitializeAsync() => _app = await PinnokioApp.StartAsync(onSockets: true);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task RefusesHeadersThatAreTooLarge()
    {
        var answer = await TalkAsync($"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: {new string('a', 20_000)}\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 431 ");
    }

    [Fact]
    public async Task RefusesTooManyHeaders()
    {
        var headers = string.Concat(Enumerable.Range(0, 80).Select(n => $"X-{n}: a\r\n"));

        (await TalkAsync($"GET /healthz HTTP/1.1\r\nHost: x\r\n{headers}\r\n")).ShouldStartWith("HTTP/1.1 431 ");
    }

    [Fact]
    public async Task EndsABodyThatDrips()
    {
        var began = Stopwatch.StartNew();
        var head =
            $"POST /rpc HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {PinnokioApp.Token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{";

        var answer = await TalkAsync(head, drip: "x");

        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("\"ok\":false");
        began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task ServesOthers_WhileClientsDrip()
    {
        var drips = Enumerable.Range(0, 50).Select(_ => TalkAsync("POST /rpc HTTP/1.1\r\nHost: x\r\n", drip: "X")).ToArray();

        (await _app.RpcAsync("HR.check_connection")).Ok.ShouldBeTrue();

        var answers = await Task.WhenAll(drips); // headers that never end are cut off as well
        answers.ShouldAllBe(answer => answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 "));
    }

    /// <summary>Sends something, then drips, and returns what the server says until it closes the connection.</summary>
    private async Task<string> TalkAsync(string text, string? drip = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _app.Client.BaseAddress!.Port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), patience.Token);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = reader.ReadToEndAsync(patience.Token);
        if (drip is not null)
        {
            await DripAsync(stream, Encoding.ASCII.GetBytes(drip), answer, patience.Token);
        }

        try
        {
            return await answer;
        }
        catch (IOException)
        {
            return ""; // reset while the last drop was under way
        }
    }

    private static async Task DripAsync(NetworkStream stream, byte[] drop, Task until, CancellationToken ct)
    {
        using var drops = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (!until.IsCompleted && await drops.WaitForNextTickAsync(ct))
            {
                await stream.WriteAsync(drop, ct);
            }
        }
        catch (IOException)
        {
            // The server has closed it: that is the answer.
        }
    }
}
