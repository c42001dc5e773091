using FluentValidation;
using MediatR;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class RpcCatalogTests
{
    private static readonly Type[] s_whole = [typeof(GetThing), typeof(GetThingValidator), typeof(GetThingHandler)];

    [Fact]
    public void FindsAMethodByItsExactName()
    {
        var catalog = RpcCatalog.Build(s_whole);

        catalog.Methods.ShouldHaveSingleItem().Name.ShouldBe("TEST.get_thing");
        var method = catalog.Find("TEST.get_thing").ShouldNotBeNull();
        method.RequestType.ShouldBe(typeof(GetThing));
        method.ResponseType.ShouldBe(typeof(string));
        method.IsQuery.ShouldBeTrue();
        catalog.Find("test.get_thing").ShouldBeNull();
        catalog.Find("TEST.get_thing ").ShouldBeNull();
    }

    [Fact]
    public void ListsMethodsByName()
    {
        var catalog = RpcCatalog.Build([.. s_whole, typeof(AddThing), typeof(AddThingValidator), typeof(AddThingHandler)]);

        catalog.Methods.Select(m => m.Name).ShouldBe(["TEST.add_thing", "TEST.get_thing"]);
        catalog.Find("TEST.add_thing").ShouldNotBeNull().IsQuery.ShouldBeFalse();
    }

    [Fact]
    public void PassesOverTypesThatAreNoMethods() => RpcCatalog.Build(typeof(string).Assembly).Methods.ShouldBeEmpty();

    [Fact]
    public void Stops_WhenANameIsDeclaredTwice() =>
        Problem([.. s_whole, typeof(SameName), typeof(SameNameValidator), typeof(SameNameHandler)])
            .ShouldContain("TEST.get_thing is declared twice");

    [Fact]
    public void Stops_WhenARequestHasNoHandler() =>
        Problem([typeof(GetThing), typeof(GetThingValidator)]).ShouldContain("GetThing has no handler");

    [Fact]
    public void Stops_WhenARequestHasNoValidator() =>
        Problem([typeof(GetThing), typeof(GetThingHandler)]).ShouldContain("GetThing has no validator");

    [Fact]
    public void Stops_WhenARequestStatesNoPermission() =>
        Problem([typeof(Open), typeof(OpenValidator), typeof(OpenHandler)]).ShouldContain("Open states neither a permission");

    [Fact]
    public void Stops_WhenARequestIsNeitherCommandNorQuery() =>
        Problem([typeof(Plain), typeof(PlainValidator), typeof(PlainHandler)]).ShouldContain("Plain is not either");

    [Fact]
    public void NamesEveryProblemAtOnce()
    {
        var problem = Problem([typeof(GetThing), typeof(Open)]);

        problem.ShouldContain("GetThing has no handler");
        problem.ShouldContain("GetThing has no validator");
        problem.ShouldContain("Open states neither a permission");
    }

    private static string Problem(Type[] types) => Should.Throw<InvalidOperationException>(() => RpcCatalog.Build(types)).Message;

    [RpcMethod("TEST.get_thing"), AllowsAnyCaller("It is a test.")]
    private sealed record GetThing : IQuery<string>;

    private sealed class GetThingValidator : AbstractValidator<GetThing>;

    private sealed class GetThingHandler : IRequestHandler<GetThing, string>
    {
        public Task<string> Handle(GetThing request, CancellationToken cancellationToken) => Task.FromResult("");
    }

    [RpcMethod("TEST.add_thing"), RequiresPermission("test.write")]
    private sealed record AddThing : ICommand<int>;

    private sealed class AddThingValidator : AbstractValidator<AddThing>;

    private sealed class AddThingHandler : IRequestHandler<AddThing, int>
    {
        public Task<int> Handle(AddThing request, CancellationToken cancellationToken) => Task.FromResult(0);
    }

    [RpcMethod("TEST.get_thing"), AllowsAnyCaller("It is a test.")]
    private sealed record SameName : IQuery<string>;

    private sealed class SameNameValidator : AbstractValidator<SameName>;

    private sealed class SameNameHandler : IRequestHandler<SameName, string>
    {
        public Task<string> Handle(SameName request, CancellationToken cancellationToken) => Task.FromResult("");
    }

    [RpcMethod("TEST.open")]
    private sealed record Open : IQuery<string>;

    private sealed class OpenValidator : AbstractValidator<Open>;

    private sealed class OpenHandler : IRequestHandler<Open, string>
    {
        public Task<string> Handle(Open request, CancellationToken cancellationToken) => Task.FromResult("");
    }

    [RpcMethod("TEST.plain"), AllowsAnyCaller("It is a test.")]
    private sealed record Plain : IRequest<string>;

    private sealed class PlainValidator : AbstractValidator<Plain>;

    private sealed class PlainHandler : IRequestHandler<Plain, string>
    {
        public Task<string> Handle(Plain request, CancellationToken cancellationToken) => Task.FromResult("");
    }
}
