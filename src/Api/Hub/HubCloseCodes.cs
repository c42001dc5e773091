namespace Pinnokio.Api.Hub;

/// <summary>
/// Why the hub closes a socket. The range tells the client what to do: 4000 to 4099 do not reconnect, 4100 to 4199 back off first,
/// 4200 to 4299 reconnect at once with <c>last</c>.
/// </summary>
internal static class HubCloseCodes
{
    /// <summary>The client closed without a code of its own; never sent.</summary>
    public const int ClosedByClient = 1000;

    /// <summary>The connection ended without a closing handshake; never sent.</summary>
    public const int ConnectionLost = 1006;

    public const int BrokenProtocol = 4002;
    public const int NotText = 4003;
    public const int NotJson = 4004;
    public const int NotUtf8 = 4007;
    public const int TooLarge = 4009;

    public const int TooManyFrames = 4108;

    public const int Draining = 4200;
    public const int SlowConsumer = 4201;
    public const int NoPong = 4202;

    public static string ReasonOf(int code) =>
        code switch
        {
            BrokenProtocol => "websocket protocol error",
            NotText => "text frames only",
            NotJson => "too many frames that are not json",
            NotUtf8 => "text is not utf-8",
            TooLarge => "message too large",
            TooManyFrames => "too many frames",
            Draining => "server is stopping, reconnect",
            SlowConsumer => "too slow, reconnect with last",
            NoPong => "no pong",
            _ => "",
        };
}
