using Microsoft.Extensions.Configuration;
using Pinnokio.Application.Events.Contracts;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Tests.Settings;

public sealed class CallSettingsTests
{
    [Theory]
    [InlineData(null, "user:")]
    [InlineData("", "user:")]
    [InlineData("test-1.user:", "test-1.user:")]
    [InlineData("u", "u")]
    public void ChannelsHaveThePrefix(string? value, string prefix) => From(value).User("anna").ShouldBe($"{prefix}anna");

    [Theory]
    [InlineData("m")]
    [InlineData("msg:")]
    [InlineData("msg:user:")]
    [InlineData("chat")]
    [InlineData("events:")]
    [InlineData("redis:")]
    [InlineData("user *")]
    [InlineData("user{")]
    [InlineData("a-prefix-that-is-much-longer-than-the-sixty-four-characters-allowed:")]
    public void ChannelsRefuseAPrefix_WhenItIsBadOrRunsIntoAnother(string value) =>
        Should.Throw<InvalidOperationException>(() => From(value)).Message.ShouldStartWith("LISTENERS_CHANNEL_PREFIX");

    private static EventChannels From(string? value) =>
        CallSettings.Channels(new ConfigurationBuilder().AddInMemoryCollection([new("LISTENERS_CHANNEL_PREFIX", value)]).Build());
}
