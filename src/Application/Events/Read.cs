using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Application.Events;

/// <summary>
/// The events of a user after a position, oldest first, or from the oldest that is kept. Where not everything after the position can be given,
/// nothing is, and <c>gap</c> says why.
/// </summary>
[RpcMethod("EVENTS.read"), AllowsAnyCaller("a user's events belong to the user and not to a company")]
public sealed record Read(string UserId, string? After = null, int Limit = 100) : IQuery<EventPage>, IUserOwned
{
    string IUserOwned.Owner => UserId;
}

/// <summary>Each event with its <c>id</c> and <c>channel</c>. <c>Next</c> is the position to read on from, <c>Tail</c> the last one that there is.</summary>
public sealed record EventPage(Payload<IReadOnlyList<JsonElement>> Events, string Tail, string Next)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StreamGap? Gap { get; init; }
}

internal sealed class ReadValidator : AbstractValidator<Read>
{
    public ReadValidator()
    {
        RuleFor(q => q.UserId).UserId();
        RuleFor(q => q.After)
            .Must(after => after is null || StreamPosition.TryParse(after, out _))
            .WithMessage("after must be a position, <epoch>-<offset>.");
        RuleFor(q => q.Limit).InclusiveBetween(1, IEventBus.Kept);
    }
}

internal sealed class ReadHandler(IEventBus bus) : IRequestHandler<Read, EventPage>
{
    public async Task<EventPage> Handle(Read query, CancellationToken ct)
    {
        StreamPosition? after = StreamPosition.TryParse(query.After, out var position) ? position : null;
        var read = await bus.ReadAsync(query.UserId, after, query.Limit, ct);
        var next = read.Entries.Count > 0 ? read.Entries[^1].Position : read.Tail;
        return new EventPage(Array(read.Entries), read.Tail.ToString(), next.ToString())
        {
            Gap = read.Gap == StreamGap.None ? null : read.Gap,
        };
    }

    private static Payload<IReadOnlyList<JsonElement>> Array(IReadOnlyList<StreamEntry> entries)
    {
        var json = new ArrayBufferWriter<byte>(256);
        json.Write("["u8);
        foreach (var entry in entries.Where(entry => !entry.IsMark))
        {
            if (json.WrittenCount > 1)
            {
                json.Write(","u8);
            }

            json.Write(EventJson.WithPlace(entry.Json.Span, entry.Position, entry.Channel));
        }

        json.Write("]"u8);
        return new Payload<IReadOnlyList<JsonElement>>(json.WrittenMemory);
    }
}
