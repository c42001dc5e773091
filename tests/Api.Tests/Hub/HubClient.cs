using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>A client of the hub that answers pings, waits for frames, and remembers where it is.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly ClientWebSocket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private HubClient(ClientWebSocket socket) => _socket = socket;

    /// <summary>Usable as <c>last</c>.</summary>
    public string? Last { get; private set; }

    public bool AnswersPings { get; init; } = true;

    /// <summary>How long it waits for a frame before that is a failure.</summary>
    private TimeSpan Patience { get; init; } = s_patience;

    public static async Task<HubClient> ConnectAsync(
        Uri address,
        string query,
        string? token = PinnokioApp.Token,
        string? origin = null,
        bool answersPings = true,
        bool patient = false
    )
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        using var patience = new CancellationTokenSource(s_patience);
        await socket.ConnectAsync(new Uri($"ws://{address.Authority}/ws?{query}"), patience.Token);
        return new HubClient(socket) { AnswersPings = answersPings, Patience = patient ? TimeSpan.FromMinutes(5) : s_patience };
    }

    /// <summary>The next frame but for pings, which are answered, and presence, which comes when it likes; null when the socket was closed.</summary>
    public async Task<JsonElement?> NextOrEndAsync()
    {
        while (true)
        {
            if (await ReceiveAsync() is not { } frame)
            {
                return null;
            }

            Last = frame.TryGetProperty("id", out var place) || frame.TryGetProperty("position", out place) ? place.GetString() : Last;
            if (Kind(frame) == "ping" && AnswersPings)
            {
                await SendAsync("""{"t":"pong"}""");
            }
            else if (!IsPresence(frame))
            {
                return frame;
            }
        }
    }

    public async Task<JsonElement> NextAsync() =>
        await NextOrEndAsync() ?? throw new InvalidOperationException($"The socket was closed: {(int?)_socket.CloseStatus}");

    /// <summary>The next frame, which must be of this kind.</summary>
    public async Task<JsonElement> NextAsync(string kind)
    {
        var frame = await NextAsync();
        Kind(frame).ShouldBe(kind, frame.GetRawText());
        return frame;
    }

    /// <summary>The numbers that the next events carry, see <see cref="HubApp.PublishAsync"/>.</summary>
    public async Task<int[]> NumbersAsync(int count)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = NumberOf(await NextAsync());
        }

        return numbers;
    }

    /// <summary>Reads until the server closes, and says with which code.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (await NextOrEndAsync() is not null) { }
        return (int)(_socket.CloseStatus ?? 0);
    }

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>As an orderly client leaves.</summary>
    public async Task LeaveAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }

    public static int NumberOf(JsonElement frame) =>
        frame.TryGetProperty("payload", out var payload)
            ? payload.GetProperty("n").GetInt32()
            : throw new InvalidOperationException(frame.GetRawText());

    public static bool IsPresence(JsonElement frame) =>
        frame.TryGetProperty("type", out var type) && type.GetString()!.StartsWith("presence.", StringComparison.Ordinal);

    public static string? Kind(JsonElement frame) => frame.TryGetProperty("t", out var kind) ? kind.GetString() : null;

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer, patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonElement.Parse(message.ToArray());
            }
        }
    }
}
