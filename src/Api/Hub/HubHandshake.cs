using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Api.Hub;

/// <summary>Decides from the request alone, and the ticket, who opens a socket.</summary>
internal sealed class HubHandshake(ServiceTokens tokens, ITickets tickets, HubOptions options)
{
    private const string Version = "13";
    private const int KeyBytes = 16;
    private static readonly string[] s_secrets = ["token", "key", "secret", "password", "auth", "bearer", "jwt", "credential"];
    private static readonly string[] s_known = ["uid", "session_id", "last", "space_code", "thread_key", "ticket", "mode"];

    /// <summary>What speaks against the request's form or origin; null when nothing does.</summary>
    public HubRefusal? FormFault(HttpContext http)
    {
        var headers = http.Request.Headers;
        if (
            http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true }
            || !headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase)
            || headers.SecWebSocketVersion != Version
        )
        {
            return HubRefusal.NotAWebSocket;
        }

        Span<byte> key = stackalloc byte[KeyBytes];
        if (!Convert.TryFromBase64String(headers.SecWebSocketKey.ToString(), key, out var length) || length != KeyBytes)
        {
            return HubRefusal.BadKey;
        }

        return MayCome(headers.Origin.ToString(), http.Request.Host) ? null : HubRefusal.ForeignOrigin;
    }

    /// <summary>Who it is; takes the ticket when there is one.</summary>
    public async Task<(HubCaller? Caller, HubRefusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken ct)
    {
        var query = request.Query;
        if (query.Keys.Any(IsSecret))
        {
            return (null, HubRefusal.TokenInQuery);
        }

        var hasTicket = query.ContainsKey("ticket");
        if (!hasTicket && !tokens.Accepts(request.Headers.Authorization))
        {
            return (null, HubRefusal.NoToken);
        }

        if (QueryFault(query, hasTicket) is { } fault)
        {
            return (null, fault);
        }

        string userId = query["uid"].ToString();
        string sessionId = query["session_id"].ToString();
        if (hasTicket)
        {
            if (await tickets.TakeAsync(query["ticket"].ToString(), ct) is not { } ticket)
            {
                return (null, HubRefusal.BadTicket);
            }

            if (userId.Length > 0 && userId != ticket.UserId)
            {
                return (null, HubRefusal.OthersTicket("uid"));
            }

            if (sessionId.Length > 0 && sessionId != ticket.SessionId)
            {
                return (null, HubRefusal.OthersTicket("session_id"));
            }

            (userId, sessionId) = (ticket.UserId, ticket.SessionId);
        }

        var session = sessionId.Length > 0 ? sessionId : $"ws-{Guid.NewGuid():N}";
        var last = query["last"].ToString();
        return (new HubCaller(userId, session, last.Length > 0 ? last : null, ChatOf(query, userId)), null);
    }

    /// <summary>The answer that proves to the client that a WebSocket server read its key.</summary>
    public static string Accept(string key)
    {
        var proof = Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
#pragma warning disable CA5350 // RFC 6455 names it, and nothing is secret here
        return Convert.ToBase64String(SHA1.HashData(proof));
#pragma warning restore CA5350
    }

    private static HubRefusal? QueryFault(IQueryCollection query, bool hasTicket)
    {
        if (s_known.FirstOrDefault(name => query[name].Count > 1) is { } repeated)
        {
            return HubRefusal.Invalid(repeated, $"{repeated} appears twice.");
        }

        var userId = query["uid"].ToString();
        if (!(hasTicket && userId.Length == 0) && !FieldRules.IsUserId(userId))
        {
            return HubRefusal.Invalid("uid", "uid must have 1 to 128 characters, without colons, braces, spaces and control characters.");
        }

        var sessionId = query["session_id"].ToString();
        if (sessionId.Length > 0 && !FieldRules.IsSessionId(sessionId))
        {
            return HubRefusal.Invalid("session_id", "session_id must have at most 200 characters, without spaces and control characters.");
        }

        var isChat = query["space_code"].ToString().Length > 0 || query["thread_key"].ToString().Length > 0;
        return isChat && ChatOf(query, "anyone") is null
            ? HubRefusal.Invalid(
                query["space_code"].ToString().Length > 0 ? "thread_key" : "space_code",
                "space_code and thread_key come together, each of 1 to 128 characters, without colons, braces, spaces and control characters."
            )
            : null;
    }

    private static string? ChatOf(IQueryCollection query, string userId) =>
        HubCaller.ChatOf(userId, query["space_code"].ToString(), query["thread_key"].ToString());

    private static bool IsSecret(string name) =>
        !s_known.Contains(name) && s_secrets.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Programs send no origin; a page's must be this server's own or on the list.</summary>
    private bool MayCome(string origin, HostString host)
    {
        if (origin.Length == 0 || options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        // Before a load balancer that speaks TLS the schemes differ; the address is the same.
        return Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && Uri.TryCreate($"{page.Scheme}://{host.Value}", UriKind.Absolute, out var here)
            && string.Equals(page.Authority, here.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
