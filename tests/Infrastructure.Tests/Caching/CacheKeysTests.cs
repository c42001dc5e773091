using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;

namespace Pinnokio.Infrastructure.Tests.Caching;

public sealed class CacheKeysTests
{
    private static readonly Guid _company = Guid.Parse("0198c7a5-3f0e-7cc4-8e2b-1f4a5b6c7d8e");

    [Fact]
    public void FollowTheSharedForm()
    {
        CacheKeys.Version(new(_company, "employees")).ShouldBe($"cache:version:{_company}:hr:employees");
        CacheKeys.Index(_company).ShouldBe($"cache:index:{_company}");
    }

    [Fact]
    public void ReadTagsBack()
    {
        CacheTag[] tags = [new(_company, "active_contract"), new(Guid.NewGuid(), "employees")];
        CacheKeys.Tags(CacheKeys.Text(tags)).ShouldBe(tags);
    }

    [Theory]
    [InlineData("")]
    [InlineData("|")]
    [InlineData("|employees")]
    [InlineData("employees")]
    [InlineData("not-a-guid|employees")]
    [InlineData("0198c7a5-3f0e-7cc4-8e2b-1f4a5b6c7d8e|")]
    public void PassOverWhatIsNoTag(string line)
    {
        var tag = new CacheTag(_company, "employees");
        CacheKeys.Tags($"{line}\n{CacheKeys.Text([tag])}").ShouldBe([tag]);
    }
}
