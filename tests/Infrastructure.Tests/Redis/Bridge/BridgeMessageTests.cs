using System.Text;
using Pinnokio.Infrastructure.Redis.Bridge;

namespace Pinnokio.Infrastructure.Tests.Redis.Bridge;

public sealed class BridgeMessageTests
{
    private static readonly DateTimeOffset _now = new(2025, 1, 15, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"id":"12-34","channel":"user:anna","type":"a"}""", true)]
    [InlineData("""{"id":"12-34","channel":"user:ben","type":"a"}""", false)]
    [InlineData("""{"id":"e-1","channel":"user:anna","type":"a"}""", false)]
    [InlineData("""{"type":"a","id":"12-34","channel":"user:anna"}""", false)]
    [InlineData("""{"id":12,"channel":"user:anna"}""", false)]
    [InlineData("""{"id":"12-34"}""", false)]
    [InlineData("""{"id":"12-34","channel":""", false)]
    [InlineData("[1]", false)]
    [InlineData("", false)]
    public void KnowsOurs_ByIdAndChannelAtTheFront(string message, bool isOurs) =>
        BridgeMessage.IsOurs("user:anna", Encoding.UTF8.GetBytes(message)).ShouldBe(isOurs);

    [Theory]
    [InlineData(
        """{"type":"msg.new","payload":{"n":1.50}}""",
        """{"type":"msg.new","uid":"anna","timestamp":"2025-01-15T08:00:00.000Z","payload":{"n":1.50}}"""
    )]
    [InlineData(
        """ { "uid":"ben", "timestamp":"2024-01-01T00:00:00.000Z", "job_id":"j", "type":"a" } """,
        """{"type":"a","uid":"anna","timestamp":"2024-01-01T00:00:00.000Z","job_id":"j"}"""
    )]
    [InlineData("""{"id":"mine","channel":"x","type":7}""", """{"type":"unknown","uid":"anna","timestamp":"2025-01-15T08:00:00.000Z"}""")]
    public void CompletesTheEvent(string message, string json) => ToEvent(Encoding.UTF8.GetBytes(message)).ShouldBe(json);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[{}]")]
    [InlineData("{} {}")]
    [InlineData("{\"type\":")]
    public void IsNoEvent_WhenItIsNoObject(string message) => ToEvent(Encoding.UTF8.GetBytes(message)).ShouldBeNull();

    [Fact]
    public void IsNoEvent_WhenItIsNoText() => ToEvent([.. "{\"type\":\""u8, 0xff, .. "\"}"u8]).ShouldBeNull();

    [Fact]
    public void HashTellsChannelsAndMessagesApart()
    {
        var hash = BridgeMessage.Hash("user:anna", "{}"u8);
        BridgeMessage.Hash("user:anna", "{}"u8).ShouldBe(hash);
        BridgeMessage.Hash("user:ben", "{}"u8).ShouldNotBe(hash);
        BridgeMessage.Hash("user:anna", "{ }"u8).ShouldNotBe(hash);
    }

    private static string? ToEvent(byte[] message) =>
        BridgeMessage.ToEvent("anna", message, _now) is { } json ? Encoding.UTF8.GetString(json) : null;
}
