using NSubstitute;
using Pinnokio.Application.Behaviours;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Behaviours;

public sealed class AuthorizationBehaviourTests
{
    private static readonly Guid s_company = Guid.NewGuid();

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

    [Theory]
    [InlineData("anna", "anna", true)]
    [InlineData("anna", "ben", false)]
    [InlineData(null, "ben", false)]
    [InlineData(null, "anna", true)]
    public async Task AsksOfTheUserWhoIsTold_WhatItAsksOfTheCaller(string? caller, string told, bool allowed)
    {
        var members = Substitute.For<ICompanyMembership>();
        members.RoleAsync(s_company, "anna", default).Returns("payroll");
        members.RoleAsync(s_company, "ben", default).Returns("viewer");
        var behaviour = new AuthorizationBehaviour<Pay, string>(new CallContext { UserId = caller }, new AccessOptions(true), members);
        var call = () => behaviour.Handle(new Pay(s_company, told), CancellationToken.None, () => Task.FromResult("done"));
        if (allowed)
        {
            (await call()).ShouldBe("done");
        }
        else
        {
            (await Should.ThrowAsync<AppException>(call)).Error.Kind.ShouldBe(ErrorKind.Forbidden);
        }
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

    [RequiresPermission(Permissions.PayrollWrite)]
    private sealed record Pay(Guid CompanyId, string UserId) : IQuery<string>, ICompanyScoped, IReportsToUser;
}
