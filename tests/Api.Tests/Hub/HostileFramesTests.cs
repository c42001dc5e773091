using System.Buffers.Binary;
using System.Text;
using Pinnokio.Api.Hub;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>Clients that break the rules are sent away with the code that says which; all others hear nothing of it.</summary>
public sealed class HostileFramesTests(HubApp hub) : IClassFixture<HubApp>
{
    private readonly string _user = hub.NewUser();

    [Fact]
    public async Task ClosesWithTooLarge_WhenAFrameHas70Kilobytes() =>
        await ClosesAsync(HubCloseCodes.TooLarge, raw => raw.SendAsync(RawSocket.Text, new byte[70_000]));

    [Fact]
    public async Task ClosesWithTooLarge_WhenTheHeadPromisesMoreThanMemoryHolds() =>
        await ClosesAsync(
            HubCloseCodes.TooLarge,
            raw => raw.SendBytesAsync([0x81, 0xFF, 0x7F, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4])
        );

    [Fact]
    public async Task ClosesWithTooLarge_WhenFragmentsAddUp() =>
        await ClosesAsync(
            HubCloseCodes.TooLarge,
            async raw =>
            {
                await raw.SendAsync(RawSocket.Text, new byte[30_000], final: false);
                await raw.SendAsync(0, new byte[30_000], final: false);
                await raw.SendAsync(0, new byte[30_000], final: false);
            }
        );

    [Fact]
    public async Task ClosesWithTooManyFrames_WhenFragmentsNeverEnd() =>
        await ClosesAsync(
            HubCloseCodes.TooManyFrames,
            async raw =>
            {
                await raw.SendAsync(RawSocket.Text, [], final: false);
                await raw.SendBytesAsync([.. Enumerable.Repeat(RawSocket.FrameOf(0, [], final: false), 200).SelectMany(bytes => bytes)]);
            }
        );

    [Fact]
    public async Task ClosesWithTooManyFrames_WhenFlooded() =>
        await ClosesAsync(
            HubCloseCodes.TooManyFrames,
            raw =>
                raw.SendBytesAsync([
                    .. Enumerable.Repeat(RawSocket.FrameOf(RawSocket.Text, "{}"u8.ToArray()), 500).SelectMany(bytes => bytes),
                ])
        );

    [Fact]
    public async Task EndsTheConnection_WhenTheClientGoesOnSending()
    {
        await using var raw = await RawSocket.ConnectAsync(hub.Address, _user);
        await raw.SendAsync(RawSocket.Binary, [1]);
        (await raw.CloseCodeAsync()).ShouldBe(HubCloseCodes.NotText);
        await raw.SendAsync(RawSocket.Text, new byte[60_000]);

        (await raw.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task ClosesWithNotText_WhenBinary() =>
        await ClosesAsync(HubCloseCodes.NotText, raw => raw.SendAsync(RawSocket.Binary, "{}"u8.ToArray()));

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF8, 0x88, 0x80, 0x80, 0x80 })]
    public async Task ClosesWithNotUtf8_WhenTextIsNot(byte[] text) =>
        await ClosesAsync(HubCloseCodes.NotUtf8, raw => raw.SendAsync(RawSocket.Text, text));

    [Fact]
    public async Task ClosesWithNotJson_WhenTenInARowAreNot() =>
        await ClosesAsync(
            HubCloseCodes.NotJson,
            async raw =>
            {
                for (var i = 0; i < 10; i++)
                {
                    await raw.SendTextAsync("{oops");
                }
            }
        );

    [Fact]
    public async Task ClosesWithBrokenProtocol_WhenAFrameIsNotMasked() =>
        await ClosesAsync(HubCloseCodes.BrokenProtocol, raw => raw.SendAsync(RawSocket.Text, "{}"u8.ToArray(), masked: false));

    [Theory]
    [InlineData(RawSocket.Text, 2, true, 0x40)]
    [InlineData(3, 2, true, 0)]
    [InlineData(0, 2, true, 0)]
    [InlineData(RawSocket.Ping, 2, false, 0)]
    [InlineData(RawSocket.Ping, 126, true, 0)]
    [InlineData(RawSocket.Close, 1, true, 0)]
    public async Task ClosesWithBrokenProtocol_WhenAFrameIsNotSound(int opcode, int length, bool final, int flags) =>
        await ClosesAsync(HubCloseCodes.BrokenProtocol, raw => raw.SendAsync(opcode, new byte[length], final, flags: flags));

    [Fact]
    public async Task TakesAMessageInFragments_WithAPingBetween()
    {
        await using var raw = await RawSocket.ConnectAsync(hub.Address, _user);
        await raw.SendAsync(RawSocket.Text, "{\"t\":\"su"u8.ToArray(), final: false);
        await raw.SendAsync(RawSocket.Ping, [7, 8]);
        await raw.SendAsync(0, "bscribe\",\"space_code\":\"s\",\"thread_key\":\"k\"}"u8.ToArray());

        (await ControlAsync(raw, RawSocket.Pong)).ShouldBe([7, 8]);
        Encoding.UTF8.GetString((await raw.NextAsync())!.Value.Payload).ShouldContain("subscribed");
    }

    [Fact]
    public async Task TakesAFrameByteByByte()
    {
        await using var raw = await RawSocket.ConnectAsync(hub.Address, _user);
        foreach (var one in RawSocket.FrameOf(RawSocket.Ping, [1, 2, 3]))
        {
            await raw.SendBytesAsync([one]);
        }

        (await ControlAsync(raw, RawSocket.Pong)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task AnswersAClose_WithItsCode()
    {
        await using var raw = await RawSocket.ConnectAsync(hub.Address, _user);
        await raw.SendAsync(RawSocket.Close, [3, 233]);

        BinaryPrimitives.ReadUInt16BigEndian(await ControlAsync(raw, RawSocket.Close)).ShouldBe((ushort)1001);
        (await raw.NextAsync()).ShouldBeNull();
    }

    /// <summary>The code comes, the connection ends, and another socket of the same user goes on.</summary>
    private async Task ClosesAsync(int code, Func<RawSocket, Task> attack)
    {
        await using var bystander = await hub.ReadyAsync(_user);
        await using var raw = await RawSocket.ConnectAsync(hub.Address, _user);
        await attack(raw);

        (await raw.CloseCodeAsync()).ShouldBe(code);
        await hub.PublishAsync(_user, 1);
        (await bystander.NumbersAsync(1)).ShouldBe([1]);
    }

    private static async Task<byte[]> ControlAsync(RawSocket raw, int opcode)
    {
        while (true)
        {
            var frame = (await raw.NextAsync()).ShouldNotBeNull();
            if (frame.Opcode == opcode)
            {
                return frame.Payload;
            }

            frame.Opcode.ShouldBe(RawSocket.Text);
        }
    }
}
