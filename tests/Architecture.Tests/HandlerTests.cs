using MediatR;

namespace Pinnokio.Architecture.Tests;

/// <summary>Handlers decide; they are small, hidden, and call no other handler.</summary>
public sealed class HandlerTests
{
    [Fact]
    public void HandlersAndValidatorsAreInternalAndSealed()
    {
        UseCases.Handlers.EachMust("be internal and sealed", handler => handler is { IsNotPublic: true, IsSealed: true });
        UseCases.Validators.EachMust("be internal and sealed", validator => validator is { IsNotPublic: true, IsSealed: true });
    }

    [Fact]
    public void NoHandlerOrValidatorSends() =>
        UseCases.Handlers.Concat(UseCases.Validators).EachMust("send no request", type => !Dependencies(type).Any(IsSender));

    [Fact]
    public void HandlersHaveAtMostFiveDependencies() =>
        UseCases.Handlers.EachMust("have at most five dependencies", handler => Dependencies(handler).Count() <= 5);

    [Fact]
    public void HandlerBodiesHaveAtMost50Lines() =>
        UseCases.Requests.EachMust(
            "have a handler body of at most 50 lines",
            request => BodyLength(UseCases.FileOf(request)!.Lines) is > 0 and <= 50
        );

    [Fact]
    public void ASendingHandlerIsSeen() => Dependencies(typeof(Sending)).Any(IsSender).ShouldBeTrue();

    [Theory]
    [InlineData("    public Task<int> Handle(Ask ask, CancellationToken ct) =>\n        store.CountAsync(ct);\n", 2)]
    [InlineData("    public async Task<int> Handle(\n        Ask ask\n    )\n    {\n        return 1;\n    }\n", 6)]
    [InlineData("    public int Other();\n", 0)]
    public void ABodyIsMeasuredFromItsNameToItsEnd(string text, int lines) => BodyLength(text.Split('\n')).ShouldBe(lines);

    private static IEnumerable<Type> Dependencies(Type type) =>
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType);

    private static bool IsSender(Type type) => typeof(IMediator).IsAssignableFrom(type);

    private static int BodyLength(string[] lines)
    {
        var body = lines.SkipWhile(line => !line.Contains(" Handle(", StringComparison.Ordinal)).ToArray();
        var end = Array.FindIndex(
            body,
            line => line == "    }" || line.EndsWith(';') && !body.TakeWhile(before => before != line).Contains("    {")
        );
        return end + 1;
    }

    private sealed class Sending(IMediator mediator)
    {
        public IMediator Mediator { get; } = mediator;
    }
}
