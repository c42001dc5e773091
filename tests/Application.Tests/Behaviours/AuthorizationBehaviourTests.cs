using NSubstitute;
using Pinnokio.Application.Behaviours;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Behaviours;

public sealed class AuthorizationBehaviourTests
{
    [Theory]
    [InlineData("anna", "anna")]
    [InlineData(null, "anna")]
    [InlineData(null, null)]
    public async Task LetsAUserAtTheirOwn_AndAServiceAtEverything(string? caller, string? owner) =>
        (await HandleAsync(caller, owner, membersOnly: true)).ShouldBe("done");

    [Theory]
    [InlineData("anna", "ben")]
    [InlineData("anna", null)]
    public async Task KeepsAUserFromWhatIsNotTheirs_WhereMembershipCounts(string caller, string? owner)
    {
        var refusal = await Should.ThrowAsync<AppException>(() => HandleAsync(caller, owner, membersOnly: true));
        refusal.Error.Kind.ShouldBe(ErrorKind.Forbidden);
        (await HandleAsync(caller, owner, membersOnly: false)).ShouldBe("done");
    }

    private static async Task<string> HandleAsync(string? caller, string? owner, bool membersOnly)
    {
        var behaviour = new AuthorizationBehaviour<Read, string>(
            new CallContext { UserId = caller },
            new AccessOptions(membersOnly),
            Substitute.For<ICompanyMembership>()
        );
        return await behaviour.Handle(new Read(owner), CancellationToken.None, () => Task.FromResult("done"));
    }

    [AllowsAnyCaller("a request of the tests")]
    private sealed record Read(string? Owner) : IQuery<string>, IUserOwned;
}
