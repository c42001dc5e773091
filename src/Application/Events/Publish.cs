using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Application.Events;

/// <summary>
/// Publishes an event on a channel of a user: subscribers of the channel hear it, and the user's stream keeps it. The same <c>event_id</c> is
/// published once in ten minutes; without one, an <c>idempotency_key</c> serves, unless it is 64 hex characters: equal events are no repetition.
/// </summary>
[RpcMethod("EVENTS.publish"), AllowsAnyCaller("events belong to users and not to a company")]
public sealed record Publish(string Channel, string Type, JsonElement Payload, string? EventId = null)
    : ICommand<EventReceipt>,
        IOutsideStore;

/// <summary>Where the event stands in the user's stream, and whether it stood there already.</summary>
public sealed record EventReceipt(string Id, bool Duplicate);

internal sealed class PublishValidator : AbstractValidator<Publish>
{
    private const int MaxChannelLength = 512;
    private const int MaxPayloadBytes = 64 << 10;

    private static readonly SearchValues<char> s_typeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.");
    private static readonly SearchValues<char> s_idCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
    );

    public PublishValidator(EventChannels channels)
    {
        RuleFor(c => c.Channel)
            .Must(name => name.Length <= MaxChannelLength && IsChannel(name, channels))
            .WithMessage($"channel must be {channels.User("<uid>")}, msg:<uid> or chat:<uid>:<space_code>:<thread_key>.");
        RuleFor(c => c.Type)
            .Must(type => type.Length is >= 1 and <= 64 && type.AsSpan().IndexOfAnyExcept(s_typeCharacters) < 0)
            .WithMessage("type must have 1 to 64 small letters, digits, underscores and dots.");
        RuleFor(c => c.Payload)
            .Must(payload => payload.ValueKind == JsonValueKind.Object && JsonMarshal.GetRawUtf8Value(payload).Length <= MaxPayloadBytes)
            .WithMessage("payload must be an object of at most 64 KiB.");
        RuleFor(c => c.Payload)
            .Must(payload => !payload.EnumerateObject().Any(field => EventJson.CommonFields.Contains(field.Name)))
            .When(c => c.Type == EventJson.FlatType && c.Payload.ValueKind == JsonValueKind.Object)
            .WithMessage("payload of this type stands beside the common fields and cannot hold id, channel, type, uid or timestamp.");
        RuleFor(c => c.EventId)
            .Must(id => id is null || (id.Length is >= 1 and <= 128 && id.AsSpan().IndexOfAnyExcept(s_idCharacters) < 0))
            .WithMessage("event_id must have 1 to 128 letters, digits, underscores, dots and dashes.");
    }

    private static bool IsChannel(string name, EventChannels channels) =>
        channels.UserOf(name) is { } userId && FieldRules.IsUserId(userId) && !name.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
}

internal sealed class PublishHandler(IEventBus bus, EventChannels channels, CallContext call, AccessOptions access, TimeProvider clock)
    : IRequestHandler<Publish, EventReceipt>
{
    public async Task<EventReceipt> Handle(Publish command, CancellationToken ct)
    {
        var userId = channels.UserOf(command.Channel)!;
        access.RequireOwn(call.UserId, userId);
        var json = EventJson.Write(command.Type, userId, clock.GetUtcNow(), command.Payload);
        var eventId = command.EventId ?? IdempotencyKeys.EventId(call);
        var published = await bus.PublishAsync(new NewEvent(userId, command.Channel, json, eventId), ct);
        return new EventReceipt(published.Position.ToString(), published.Duplicate);
    }
}
