using System.Globalization;
using Pinnokio.Api.Hub;
using Pinnokio.Api.Tests.Faults;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>Many clients break the rules at once, over and over, on one of two replicas.</summary>
[Collection(RealServers.Name)]
public sealed class AttackedReplicaTests
{
    private const int PerUser = 10;
    private static readonly int s_rounds = TwoReplicas.Size(8, 25);
    private static readonly int s_attackers = TwoReplicas.Size(100, 400);

    /// <summary>What a replica may grow by: a message that is not finished for each attacker, twice over for buffers, and what the runtime takes anyway.</summary>
    private static readonly long s_mayGrow = (s_attackers * 2L * 64 * 1024) + (32L << 20);

    [Fact]
    public async Task KeepsItsMemoryAndItsWord_WhileHostileFramesComeFromManySides()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        var user = $"user-{Guid.NewGuid():N}";
        await using var here = await HubClient.ConnectAsync(replicas.Addresses[0], $"uid={user}");
        await using var there = await HubClient.ConnectAsync(replicas.Addresses[1], $"uid={user}");
        foreach (var client in new[] { here, there })
        {
            await client.NextAsync("hello");
            await client.NextAsync("ready");
        }

        await AttackAsync(replicas.Addresses[0]); // what a first attack makes the runtime load and compile is not its memory
        var pid = replicas.Replicas[0].Process.Pid;
        var before = MemoryOf(pid);

        long most = 0;
        for (var round = 1; round <= s_rounds; round++)
        {
            await AttackAsync(replicas.Addresses[0], () => most = Math.Max(most, MemoryOf(pid)));
            await replicas.PublishAsync(1, user, round);
        }

        (most - before).ShouldBeLessThan(s_mayGrow);
        (await here.NumbersAsync(s_rounds)).ShouldBe(Enumerable.Range(1, s_rounds));
        (await there.NumbersAsync(s_rounds)).ShouldBe(Enumerable.Range(1, s_rounds));
    }

    /// <summary>All hold an unfinished message, as large as is allowed, until all have one; then each makes it too large.</summary>
    private static async Task AttackAsync(Uri address, Action? atTheWorst = null)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        var attackers = await Task.WhenAll(
            Enumerable.Range(0, s_attackers).Select(n => RawSocket.ConnectAsync(address, $"hostile-{run}-{n / PerUser}"))
        );
        await Task.WhenAll(attackers.Select(HoldAsync));
        atTheWorst?.Invoke();
        await Task.WhenAll(attackers.Select(raw => raw.SendAsync(0, new byte[10_000], final: false)));
        var codes = await Task.WhenAll(attackers.Select(raw => raw.CloseCodeAsync()));
        await Task.WhenAll(attackers.Select(raw => raw.DisposeAsync().AsTask()));
        codes.ShouldAllBe(code => code == HubCloseCodes.TooLarge);
    }

    private static async Task HoldAsync(RawSocket raw)
    {
        await raw.SendAsync(RawSocket.Text, new byte[60_000], final: false);
        await raw.SendAsync(RawSocket.Ping, [1]);
        while ((await raw.NextAsync()).ShouldNotBeNull().Opcode != RawSocket.Pong) { } // it has read what came before
    }

    /// <summary>Bytes that are resident.</summary>
    private static long MemoryOf(int pid) =>
        long.Parse(
            File.ReadLines($"/proc/{pid}/status")
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))[6..]
                .TrimEnd('B', 'k', ' '),
            CultureInfo.InvariantCulture
        ) * 1024;
}
