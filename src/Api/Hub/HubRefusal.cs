using Pinnokio.Application.Common;

namespace Pinnokio.Api.Hub;

/// <summary>
/// Why a socket is not opened, as an HTTP answer before the upgrade: a program reads status and body; a browser learns only that it failed,
/// and tries again later with a new ticket, which is right for each of them.
/// </summary>
internal sealed record HubRefusal(int Status, AppError Error)
{
    public static HubRefusal NotAWebSocket { get; } =
        new(
            StatusCodes.Status426UpgradeRequired,
            new AppError("not_a_websocket", ErrorKind.Invalid, "This path takes WebSocket connections, version 13.")
        );

    public static HubRefusal BadKey { get; } =
        new(StatusCodes.Status400BadRequest, AppError.Invalid("Sec-WebSocket-Key", "Sec-WebSocket-Key must be 16 bytes in base64."));

    public static HubRefusal ForeignOrigin { get; } =
        new(
            StatusCodes.Status403Forbidden,
            new AppError("foreign_origin", ErrorKind.Forbidden, "Pages of this origin may not open a socket.")
        );

    public static HubRefusal NoToken { get; } =
        new(
            StatusCodes.Status401Unauthorized,
            new AppError(
                "unauthenticated",
                ErrorKind.Unauthenticated,
                "A valid bearer token in the Authorization header, or a ticket, is required."
            )
        );

    public static HubRefusal TokenInQuery { get; } =
        new(
            StatusCodes.Status401Unauthorized,
            new AppError("token_in_query", ErrorKind.Unauthenticated, "The query takes a one-time ticket and no other token.")
        );

    public static HubRefusal BadTicket { get; } =
        new(
            StatusCodes.Status401Unauthorized,
            new AppError("bad_ticket", ErrorKind.Unauthenticated, "The ticket is unknown, used or too old.") { Field = "ticket" }
        );

    public static HubRefusal TooManySockets { get; } =
        new(
            StatusCodes.Status429TooManyRequests,
            new AppError("too_many_sockets", ErrorKind.RateLimited, "The user has as many sockets as one may have.")
            {
                RetryAfterMs = 10_000,
            }
        );

    public static HubRefusal Stopping { get; } =
        new(StatusCodes.Status503ServiceUnavailable, AppError.Unavailable("This replica, which is stopping,"));

    public static HubRefusal Invalid(string field, string message) =>
        new(StatusCodes.Status400BadRequest, AppError.Invalid(field, message));

    public static HubRefusal OthersTicket(string field) =>
        new(
            StatusCodes.Status403Forbidden,
            new AppError("others_ticket", ErrorKind.Forbidden, "The ticket was issued for another one.") { Field = field }
        );

    public static HubRefusal Of(AppError error) =>
        new(
            error.Kind == ErrorKind.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
            error
        );
}
