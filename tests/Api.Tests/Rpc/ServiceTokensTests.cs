using Pinnokio.Api.Rpc;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class ServiceTokensTests
{
    private static readonly ServiceTokens s_tokens = new(["first-token", "second-tökén"]);

    [Theory]
    [InlineData("Bearer first-token")]
    [InlineData("bearer first-token")]
    [InlineData("BEARER second-tökén")]
    public void AcceptsEachToken(string header) => s_tokens.Accepts(header).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("first-token")]
    [InlineData("Basic first-token")]
    [InlineData("Bearer  first-token")]
    [InlineData("Bearer first-token ")]
    [InlineData("Bearer first-toke")]
    [InlineData("Bearer first-tokenn")]
    [InlineData("Bearer FIRST-TOKEN")]
    [InlineData("Bearer first-token,second-tökén")]
    [InlineData("Bearer first-token,Bearer first-token")]
    public void RefusesAnythingElse(string? header) => s_tokens.Accepts(header).ShouldBeFalse();

    [Fact]
    public void AcceptsNothing_WhenThereIsNoToken()
    {
        new ServiceTokens([]).Accepts("Bearer x").ShouldBeFalse();
        new ServiceTokens([""]).Accepts("Bearer ").ShouldBeFalse();
    }
}
