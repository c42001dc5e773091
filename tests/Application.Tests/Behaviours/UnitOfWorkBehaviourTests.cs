using NSubstitute;
using Pinnokio.Application.Behaviours;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Behaviours;

public sealed class UnitOfWorkBehaviourTests
{
    private readonly IUnitOfWork _unitOfWork = Substitute.For<IUnitOfWork>();
    private readonly CallContext _call = new();

    [Fact]
    public async Task TouchesNoTransaction_WhenTheEffectIsElsewhere()
    {
        (await HandleAsync(() => Task.FromResult("done"))).ShouldBe("done");
        _unitOfWork.ReceivedCalls().ShouldBeEmpty();
        _call.Outcome.ShouldBe(WriteOutcome.Applied);
    }

    [Theory]
    [InlineData(ErrorKind.Unavailable, false, WriteOutcome.Unknown)]
    [InlineData(ErrorKind.Unavailable, true, WriteOutcome.NotApplied)]
    [InlineData(ErrorKind.Forbidden, false, WriteOutcome.NotApplied)]
    public async Task SaysWhatIsKnownOfTheEffect_WhenItFails(ErrorKind kind, bool hadNoEffect, WriteOutcome outcome)
    {
        var fault = new AppException(new AppError("away", kind, "Away.")) { HadNoEffect = hadNoEffect };
        await Should.ThrowAsync<AppException>(() => HandleAsync(() => throw fault));
        _call.Outcome.ShouldBe(outcome);
    }

    private Task<string> HandleAsync(MediatR.RequestHandlerDelegate<string> effect) =>
        new UnitOfWorkBehaviour<Effect, string>(_unitOfWork, _call).Handle(new Effect(), CancellationToken.None, effect);

    private sealed record Effect : ICommand<string>, IOutsideStore;
}
