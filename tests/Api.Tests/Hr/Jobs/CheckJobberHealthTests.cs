using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

[Collection(HrApp.Collection)]
public sealed class CheckJobberHealthTests(HrApp hr)
{
    [Fact]
    public async Task NamesTheJobber_WhateverItsState()
    {
        var reply = await hr.App.RpcAsync("HR.check_jobber_health");
        reply.Text("status").ShouldBeOneOf("connected", "error");
        reply.Text("jobber_url").ShouldBe("embedded");
    }
}
