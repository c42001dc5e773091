using Pinnokio.Application.Common;

namespace Pinnokio.Application.Events;

/// <summary>The events module's named failures.</summary>
public static class EventErrors
{
    public static AppError OfAnotherUser { get; } =
        new("forbidden", ErrorKind.Forbidden, "The user may not do this for another user.") { Field = "channel" };
}
