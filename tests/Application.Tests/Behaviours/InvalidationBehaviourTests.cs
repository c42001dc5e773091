using MediatR;
using NSubstitute;
using Pinnokio.Application.Behaviours;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Behaviours;

public sealed class InvalidationBehaviourTests
{
    private static readonly CacheTag _tag = new(Guid.NewGuid(), "employees");
    private readonly IUnitOfWork _unitOfWork = Substitute.For<IUnitOfWork>();
    private readonly ICacheInvalidator _invalidator = Substitute.For<ICacheInvalidator>();

    [Fact]
    public async Task RecordsBeforeTheWriteAndAppliesAfterIt()
    {
        PendingInvalidation recorded = new(7, [_tag]);
        await HandleAsync(() =>
        {
            _unitOfWork.Received(1).Invalidate(Arg.Is<IReadOnlyList<CacheTag>>(tags => tags.Single() == _tag));
            _invalidator.DidNotReceiveWithAnyArgs().ApplyAsync(default!);
            _unitOfWork.Invalidation.Returns(recorded);
            return Task.FromResult("done");
        });
        await _invalidator.Received(1).ApplyAsync(recorded);
    }

    [Fact]
    public async Task AppliesNothing_WhenTheWriteFails()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => HandleAsync(() => throw new InvalidOperationException("broken")));
        await _invalidator.DidNotReceiveWithAnyArgs().ApplyAsync(default!);
    }

    private Task<string> HandleAsync(RequestHandlerDelegate<string> write) =>
        new InvalidationBehaviour<Write, string>(_unitOfWork, _invalidator).Handle(new Write([_tag]), CancellationToken.None, write);

    private sealed record Write(IReadOnlyList<CacheTag> Invalidates) : ICommand<string>, IInvalidates;
}
