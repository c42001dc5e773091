using System.Buffers;
using System.Text.Json;
using Pinnokio.Api.Rpc;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class PooledBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4_096)]
    public void KeepsWhatWasWritten_WhenItGrows(int capacity)
    {
        var expected = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();
        using var buffer = new PooledBuffer(capacity);

        foreach (var chunk in expected.Chunk(777))
        {
            buffer.Write(chunk);
        }

        buffer.Length.ShouldBe(expected.Length);
        buffer.Written.Span.SequenceEqual(expected).ShouldBeTrue();
    }

    [Fact]
    public void OffersAtLeastWhatIsAskedFor()
    {
        using var buffer = new PooledBuffer(16);

        buffer.GetSpan().Length.ShouldBeGreaterThan(0);
        buffer.GetSpan(10_000).Length.ShouldBeGreaterThanOrEqualTo(10_000);
        buffer.GetMemory(100_000).Length.ShouldBeGreaterThanOrEqualTo(100_000);
        buffer.Length.ShouldBe(0);
    }

    [Fact]
    public void StartsAnew_AfterReset()
    {
        using var buffer = new PooledBuffer();
        buffer.Write("first"u8);

        buffer.Reset();
        buffer.Write("2"u8);

        buffer.Written.Span.SequenceEqual("2"u8).ShouldBeTrue();
    }

    [Fact]
    public void TakesAJsonWriter()
    {
        using var buffer = new PooledBuffer(16);
        var values = Enumerable.Range(0, 5_000).ToArray();

        using (var writer = new Utf8JsonWriter(buffer))
        {
            JsonSerializer.Serialize(writer, values);
        }

        JsonSerializer.Deserialize<int[]>(buffer.Written.Span).ShouldBe(values);
    }

    [Fact]
    public void GivesItsArrayBackOnce_WhenDisposedTwice()
    {
        var buffer = new PooledBuffer();
        buffer.Write("x"u8);

        buffer.Dispose();

        Should.NotThrow(buffer.Dispose);
        buffer.Written.IsEmpty.ShouldBeTrue();
    }
}
