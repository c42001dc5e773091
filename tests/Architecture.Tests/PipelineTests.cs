using Pinnokio.Application.Behaviours;

namespace Pinnokio.Architecture.Tests;

/// <summary>The container leaves out, without a word, a behaviour whose constraint a request does not meet.</summary>
public sealed class PipelineTests
{
    private static readonly Type[] _pipeline = [.. Application.DependencyInjection.Pipeline];

    [Fact]
    public void TheBehavioursStandInOrder() =>
        _pipeline.ShouldBe([
            typeof(LoggingBehaviour<,>),
            typeof(AuthorizationBehaviour<,>),
            typeof(ValidationBehaviour<,>),
            typeof(FollowUpBehaviour<,>),
            typeof(IdempotencyBehaviour<,>),
            typeof(CachingBehaviour<,>),
            typeof(InvalidationBehaviour<,>),
            typeof(UnitOfWorkBehaviour<,>),
        ]);

    [Fact]
    public void LoggingAuthorizationAndValidationReachEveryRequest() =>
        _pipeline.Take(3).SelectMany(behaviour => behaviour.GetGenericArguments()).EachMust("have no constraint", IsOpen);

    [Fact]
    public void AConstraintIsSeen() => IsOpen(typeof(CachingBehaviour<,>).GetGenericArguments()[0]).ShouldBeFalse();

    [Fact]
    public void EveryCachedQueryReachesTheCache() =>
        UseCases
            .Requests.Where(request => request.IsAssignableTo(typeof(Application.Common.ICacheable)))
            .EachMust("fit the cache's constraints", Fits(typeof(CachingBehaviour<,>)));

    [Fact]
    public void EveryIdempotentCommandReachesTheRecord() =>
        UseCases
            .Requests.Where(request => request.IsAssignableTo(typeof(Application.Common.IIdempotent)))
            .EachMust("fit the record's constraints", Fits(typeof(IdempotencyBehaviour<,>)));

    [Fact]
    public void EveryFollowedUpCommandHasItsFollowUp()
    {
        var followedUp = UseCases.Requests.Where(request => request.IsAssignableTo(typeof(Application.Common.IFollowedUp))).ToArray();

        followedUp.EachMust("fit the follow-up's constraints", Fits(typeof(FollowUpBehaviour<,>)));
        followedUp.EachMust(
            "answer with what has a follow-up",
            request =>
                Assemblies.Types.Count(type =>
                    type.IsClass
                    && type.IsAssignableTo(typeof(Application.Common.IFollowUp<>).MakeGenericType(UseCases.ResponseOf(request)))
                ) == 1
        );
    }

    [Fact]
    public void EveryInvalidatingCommandReachesTheInvalidation() =>
        UseCases
            .Requests.Where(request => request.IsAssignableTo(typeof(Application.Common.IInvalidates)))
            .EachMust("fit the invalidation's constraints", Fits(typeof(InvalidationBehaviour<,>)));

    [Fact]
    public void EveryCommandReachesTheUnitOfWork() =>
        UseCases.Commands.EachMust("fit the unit of work's constraints", Fits(typeof(UnitOfWorkBehaviour<,>)));

    private static bool IsOpen(Type argument) => argument.GetGenericParameterConstraints().Length == 0;

    private static Func<Type, bool> Fits(Type behaviour) =>
        request =>
        {
            try
            {
                behaviour.MakeGenericType(request, UseCases.ResponseOf(request));
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        };
}
