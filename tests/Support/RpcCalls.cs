using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Pinnokio.Support;

/// <summary>Speaks to a replica as its callers do, be it in this process or one of its own.</summary>
public static class RpcCalls
{
    public static Task<RpcReply> RpcAsync(
        this HttpClient client,
        string method,
        object? kwargs = null,
        string? userId = null,
        string? idempotencyKey = null,
        object?[]? args = null,
        int? timeoutMs = null,
        CancellationToken ct = default
    )
    {
        var envelope = new Dictionary<string, object?> { ["method"] = method };
        void Add(string name, object? value)
        {
            if (value is not null)
            {
                envelope[name] = value;
            }
        }

        Add("kwargs", kwargs);
        Add("args", args);
        Add("user_id", userId);
        Add("idempotency_key", idempotencyKey);
        Add("timeout_ms", timeoutMs);
        return client.PostRpcAsync(JsonSerializer.Serialize(envelope), ct);
    }

    /// <summary>Posts a body as it is.</summary>
    public static async Task<RpcReply> PostRpcAsync(this HttpClient client, string body, CancellationToken ct = default)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/rpc", content, ct);
        return await RpcReply.ReadAsync(response, ct);
    }

    public static async Task<bool> IsReadyAsync(this HttpClient client)
    {
        using var ready = await client.GetAsync("/readyz");
        return ready.IsSuccessStatusCode;
    }
}

/// <summary>An answer of <c>/rpc</c>.</summary>
public sealed record RpcReply(int Status, string Text, JsonElement Body, HttpResponseHeaders Headers)
{
    public bool Ok => Body.GetProperty("ok").GetBoolean();

    /// <summary>The result; a failed call fails the test with its error.</summary>
    public JsonElement Data => Ok ? Body.GetProperty("data") : throw new InvalidOperationException($"The call failed: {Text}");

    public JsonElement Error => Body.GetProperty("error");

    public string? Code => Ok ? null : Error.GetProperty("code").GetString();

    public string? Field => !Ok && Error.TryGetProperty("field", out var name) ? name.GetString() : null;

    public string? Reason => Ok ? null : Error.GetProperty("reason").GetString();

    public string? Outcome => !Ok && Error.TryGetProperty("outcome", out var known) ? known.GetString() : null;

    public bool Replayed => Headers.TryGetValues("Idempotency-Replayed", out var values) && values.Single() == "true";

    public static async Task<RpcReply> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        return new RpcReply((int)response.StatusCode, text, JsonElement.Parse(text), response.Headers);
    }
}
