using System.Text.Json.Nodes;
using Pinnokio.Api.Errors;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>The errors of the RPC contract as the published documents explain them.</summary>
internal static class RpcErrorTable
{
    private const string Never = "no";
    private const string Later = "yes, after retry_after_ms";

    private static readonly Entry[] s_entries =
    [
        new(ErrorKind.Invalid, -32602, "The envelope or an argument is malformed; field says which.", Never),
        new(ErrorKind.Unauthenticated, -32001, "The bearer token is missing or wrong.", Never),
        new(ErrorKind.Forbidden, -32002, "The user lacks the permission.", Never),
        new(ErrorKind.MethodNotFound, -32601, "There is no such method.", Never),
        new(ErrorKind.NotFound, -32003, "What the call would change does not exist.", Never),
        new(ErrorKind.InvalidApiVersion, -32004, "api_version is not v1.", Never),
        new(
            ErrorKind.Conflict,
            -32005,
            "The call clashes with what is stored: uniqueness, overlap, stale version.",
            "no, read again first"
        ),
        new(ErrorKind.IdempotencyKeyReused, -32006, "The idempotency key was used with other arguments.", Never),
        new(ErrorKind.InProgress, -32007, "The first call with this idempotency key still runs.", "yes, with the same key"),
        new(ErrorKind.RateLimited, -32008, "Too many calls.", Later),
        new(ErrorKind.Overloaded, -32009, "The server is busy.", Later),
        new(ErrorKind.Unavailable, -32010, "Something that the server depends on is away.", Later),
        new(ErrorKind.DeadlineExceeded, -32011, "The call did not finish before its deadline.", "reads yes, writes with the same key"),
        new(ErrorKind.Internal, -32603, "An unexpected fault of the server.", "once"),
    ];

    /// <summary>What a method of this class can answer, beside what any call can.</summary>
    public static IEnumerable<ErrorKind> Of(RpcCallClass callClass, bool asksPermission) =>
        s_entries
            .Select(e => e.Kind)
            .Where(kind =>
                kind switch
                {
                    ErrorKind.MethodNotFound => false,
                    ErrorKind.Forbidden => asksPermission,
                    ErrorKind.NotFound or ErrorKind.Conflict => callClass != RpcCallClass.Read,
                    ErrorKind.IdempotencyKeyReused or ErrorKind.InProgress => callClass == RpcCallClass.Create,
                    _ => true,
                }
            );

    public static JsonObject Components() =>
        new(
            s_entries.Select(e =>
            {
                var code = WireErrors.CodeOf(e.Kind);
                var error = new JsonObject
                {
                    ["code"] = e.Number,
                    ["message"] = e.Meaning,
                    ["data"] = new JsonObject { ["code"] = code, ["retry"] = e.Retry },
                };
                return KeyValuePair.Create(code, (JsonNode?)error);
            })
        );

    private sealed record Entry(ErrorKind Kind, int Number, string Meaning, string Retry);
}
