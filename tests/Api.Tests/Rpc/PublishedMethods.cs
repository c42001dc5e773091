using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using FluentValidation;
using MediatR;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>A table of methods that shows everything the published documents have to say.</summary>
internal static class PublishedMethods
{
    public static RpcCatalog Catalog { get; } =
        RpcCatalog.Build(typeof(PublishedMethods).GetNestedTypes(System.Reflection.BindingFlags.NonPublic));

    public static DocComments Docs { get; } =
        new([
            XDocument.Parse(
                """
                <doc><members>
                  <member name="T:Pinnokio.Api.Tests.Rpc.PublishedMethods.ListBoxes">
                    <summary>
                      The boxes of a shelf; see <see cref="P:Pinnokio.Api.Tests.Rpc.PublishedMethods.BoxPage.NextCursor"/>
                      and <c>open_on</c>.
                    </summary>
                  </member>
                  <member name="P:Pinnokio.Api.Tests.Rpc.PublishedMethods.ListBoxes.OpenOn"><summary>Open on this day.</summary></member>
                  <member name="P:Pinnokio.Application.Common.IUserScoped.FirebaseUserId"><summary>For whom.</summary></member>
                  <member name="T:Pinnokio.Api.Tests.Rpc.PublishedMethods.BoxPage"><summary>A page of boxes.</summary></member>
                  <member name="P:Pinnokio.Api.Tests.Rpc.PublishedMethods.Box.Price"><summary>In francs.</summary></member>
                  <member name="T:Pinnokio.Api.Tests.Rpc.PublishedMethods.Size`1"><summary>How large.</summary></member>
                </members></doc>
                """
            ),
        ]);

    public static JsonObject OpenRpc() => OpenRpcDocument.Build(Catalog, Docs, "1.2.3");

    public static JsonObject List() => RpcMethodList.Build(Catalog, Docs);

    internal enum Colour
    {
        DarkRed,
        Blue,
    }

    internal sealed record Size<T>(T Width);

    internal sealed record Box(
        Guid Id,
        string Label,
        string? Note,
        decimal Price,
        Colour? Colour,
        IReadOnlyList<Box> Inner,
        Box? Outer,
        Size<int> Size,
        IReadOnlyDictionary<string, decimal?> Weights,
        JsonElement Extra
    );

    internal sealed record BoxPage(Payload<IReadOnlyList<Box>> Boxes, Payload<Box?> Best, DataSource Source, string? NextCursor);

    [RpcMethod("TEST.list_boxes"), RequiresPermission("boxes.read")]
    internal sealed record ListBoxes(Guid ShelfId, int Limit = 50) : IQuery<BoxPage>, IUserScoped
    {
        public DateOnly? OpenOn { get; init; }

        public string Language { get; init; } = "fr";

        public string? FirebaseUserId { get; init; }
    }

    internal sealed record Part
    {
        public required string Name { get; init; }

        public decimal? Price { get; init; }
    }

    [RpcMethod("TEST.create_box"), RequiresPermission("boxes.write")]
    internal sealed record CreateBox(string Label, decimal Price, Colour Colour, DateTimeOffset At, IReadOnlyList<Part> Parts)
        : ICommand<Box>,
            IIdempotent;

    [RpcMethod("TEST.update_box"), AllowsAnyCaller("Boxes are public.")]
    internal sealed record UpdateBox(Guid BoxId) : ICommand<bool>, IPartialUpdate
    {
        public Optional<string> Label { get; init; }

        public Optional<string?> Note { get; init; }

        public Optional<short> Count { get; init; }

        public Optional<JsonElement?> Extra { get; init; }

        public long? ExpectedVersion { get; init; }
    }

    private sealed class ListBoxesValidator : AbstractValidator<ListBoxes>;

    private sealed class CreateBoxValidator : AbstractValidator<CreateBox>;

    private sealed class UpdateBoxValidator : AbstractValidator<UpdateBox>;

    private sealed class Handler : IRequestHandler<ListBoxes, BoxPage>, IRequestHandler<CreateBox, Box>, IRequestHandler<UpdateBox, bool>
    {
        public Task<BoxPage> Handle(ListBoxes request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Box> Handle(CreateBox request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> Handle(UpdateBox request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
