using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Caching;

namespace Pinnokio.Infrastructure.Tests.Caching;

/// <summary>What every cache store promises; each adapter runs it as a class of its own.</summary>
public abstract class CacheStoreTests
{
    protected const string Employees = "employees";
    protected const string TurnedOff = "references";
    private static readonly byte[] _payload = """[{"id":1,"name":"Zoé \"Z\" ,\"cached_at\":\""}]"""u8.ToArray();

    protected CacheTag Tag { get; } = new(Guid.NewGuid(), Employees);

    protected CacheSpec Mine => Entry(Tag, "user-a");

    protected static CancellationToken Never => CancellationToken.None;

    internal static CacheOptions Options { get; } =
        CacheOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new("HR_CACHE_TTL_REFERENCES", "0")]).Build());

    protected abstract ICacheStore Store { get; }

    protected abstract TimeProvider Clock { get; }

    protected abstract Task<byte[]?> ReadRawAsync(string key);

    protected abstract Task WriteRawAsync(string key, byte[] value);

    protected abstract Task RemoveAsync(string key);

    [Fact]
    public async Task IsMissWithAVersion_BeforeAnythingIsStored()
    {
        var found = await Store.LookUpAsync(Mine, Never);
        found.IsHit.ShouldBeFalse();
        found.Version.ShouldNotBeNullOrEmpty();
        found.Payload.Length.ShouldBe(0);
    }

    [Fact]
    public async Task KeepsTheVersion_WhileNothingIsWritten()
    {
        var first = await Store.LookUpAsync(Mine, Never);
        (await Store.LookUpAsync(Entry(Tag, "user-b"), Never)).Version.ShouldBe(first.Version);
    }

    [Fact]
    public async Task HitsWithTheVeryBytes_AfterAStore()
    {
        await FillAsync(Mine);
        var found = await Store.LookUpAsync(Mine, Never);
        found.IsHit.ShouldBeTrue();
        found.Payload.ToArray().ShouldBe(_payload);
    }

    [Fact]
    public async Task KeepsItsOwnCopy_WhenTheCallersBufferChanges()
    {
        var buffer = _payload.ToArray();
        await FillAsync(Mine, buffer);
        buffer.AsSpan().Clear();
        (await Store.LookUpAsync(Mine, Never)).Payload.ToArray().ShouldBe(_payload);
    }

    [Fact]
    public async Task MissesForEveryUser_AfterARaise()
    {
        var theirs = Entry(Tag, "user-b");
        await FillAsync(Mine);
        await FillAsync(theirs);
        (await Store.RaiseAsync([Tag], Never)).ShouldBeTrue();
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
        (await Store.LookUpAsync(theirs, Never)).IsHit.ShouldBeFalse();
    }

    [Fact]
    public async Task KeepsOtherCompaniesAndTypes_AfterARaise()
    {
        var otherCompany = Entry(Tag with { CompanyId = Guid.NewGuid() }, "user-a");
        var otherType = Entry(Tag with { DataType = "contracts" }, "user-a");
        await FillAsync(otherCompany);
        await FillAsync(otherType);
        await Store.RaiseAsync([Tag], Never);
        (await Store.LookUpAsync(otherCompany, Never)).IsHit.ShouldBeTrue();
        (await Store.LookUpAsync(otherType, Never)).IsHit.ShouldBeTrue();
    }

    [Fact]
    public async Task RaisesEveryTag_WhenGivenSeveral()
    {
        var contracts = Tag with { DataType = "contracts" };
        await FillAsync(Mine);
        await FillAsync(Entry(contracts, "user-a"));
        await Store.RaiseAsync([Tag, contracts], Never);
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
        (await Store.LookUpAsync(Entry(contracts, "user-a"), Never)).IsHit.ShouldBeFalse();
    }

    [Fact]
    public async Task NeverHits_WhatWasStoredUnderAnOldVersion()
    {
        var before = await Store.LookUpAsync(Mine, Never);
        await Store.RaiseAsync([Tag], Never);
        await Store.StoreAsync(Mine, before.Version!, _payload, Never);
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
    }

    [Fact]
    public async Task NeverRevivesAnEntry_WhenTheVersionIsLost()
    {
        await FillAsync(Mine);
        for (var round = 0; round < 20; round++)
        {
            await RemoveAsync(CacheKeys.Version(Tag));
            var found = await Store.LookUpAsync(Mine, Never);
            found.IsHit.ShouldBeFalse();
            found.Version.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task NeverRevivesAnEntry_WhenItWasStoredBeforeManyRaises()
    {
        await FillAsync(Mine);
        for (var round = 0; round < 100; round++)
        {
            await Store.RaiseAsync([Tag], Never);
            (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("""{"data": [1], "cached_at": "2025-01-15T08:00:00Z"}""")]
    [InlineData("""{"data":[1],"cached_at":"2025-01-15T08:00:00.000Z"}""")]
    [InlineData("""{"data":[1],"cached_at":"2025-01-15T08:00:00.000Z","version":"@","bytes":4}""")]
    [InlineData("""{"data":[1],"cached_at":"2025-01-15T08:00:00.000Z","version":"@","bytes":3""")]
    [InlineData("""{"data":[1],"cached_at":"2025-01-15T08:00:00.000Z","version":"@","bytes":3} """)]
    [InlineData("""{"data":[1],"cached_at":"yesterday","version":"@","bytes":3}""")]
    [InlineData("""{"data":,"cached_at":"2025-01-15T08:00:00.000Z","version":"@","bytes":0}""")]
    [InlineData(""","cached_at":"2025-01-15T08:00:00.000Z","version":"@","bytes":3}""")]
    [InlineData("""{"data_gzip":"AAAA","cached_at":"2025-01-15T08:00:00.000Z","version":"@","bytes":3}""")]
    [InlineData("""{"data_gzip":"!","cached_at":"2025-01-15T08:00:00.000Z","version":"@","bytes":3}""")]
    [InlineData("""{"data_gzip":","cached_at":"2025-01-15T08:00:00.000Z","version":"@","bytes":2000000000}""")]
    public async Task IsMiss_WhenTheEntryIsNotOfOurForm(string value)
    {
        var version = (await Store.LookUpAsync(Mine, Never)).Version!;
        await WriteRawAsync(Mine.Key, Encoding.UTF8.GetBytes(value.Replace("@", version, StringComparison.Ordinal)));
        var found = await Store.LookUpAsync(Mine, Never);
        found.IsHit.ShouldBeFalse();
        found.Version.ShouldBe(version);
    }

    [Fact]
    public async Task IsMiss_WhereverTheEntryIsCutOff()
    {
        await FillAsync(Mine);
        var whole = (await ReadRawAsync(Mine.Key))!;
        for (var length = 0; length < whole.Length; length++)
        {
            await WriteRawAsync(Mine.Key, whole[..length]);
            (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse($"cut to {length} bytes");
        }
    }

    [Fact]
    public async Task StartsAnew_WhenTheVersionIsNotOfOurForm()
    {
        await WriteRawAsync(CacheKeys.Version(Tag), "a \"quoted\" one"u8.ToArray());
        await FillAsync(Mine);
        var found = await Store.LookUpAsync(Mine, Never);
        found.IsHit.ShouldBeTrue();
        CacheVersion.IsUsable(Encoding.ASCII.GetBytes(found.Version!)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(CacheEntry.CompressedAbove, false)]
    [InlineData(CacheEntry.CompressedAbove + 1, true)]
    [InlineData(CacheEntry.MaxPayload, true)]
    public async Task GivesLargePayloadsBack_Compressed(int length, bool compressed)
    {
        var payload = Text(length);
        await FillAsync(Mine, payload);
        var found = await Store.LookUpAsync(Mine, Never);
        found.IsHit.ShouldBeTrue();
        found.Payload.Span.SequenceEqual(payload).ShouldBeTrue();
        ((await ReadRawAsync(Mine.Key))!.Length < length).ShouldBe(compressed);
    }

    [Fact]
    public async Task DoesNotKeep_WhatIsLargerThanTenMebibytes()
    {
        await FillAsync(Mine, Text(CacheEntry.MaxPayload + 1));
        (await Store.LookUpAsync(Mine, Never)).IsHit.ShouldBeFalse();
        (await ReadRawAsync(Mine.Key)).ShouldBeNull();
    }

    [Fact]
    public async Task KeepsNothing_OfATypeThatIsTurnedOff()
    {
        var off = Entry(Tag with { DataType = TurnedOff }, "user-a");
        Store.Keeps(off.Tag.DataType).ShouldBeFalse();
        Store.Keeps(Employees).ShouldBeTrue();
        await Store.StoreAsync(off, CacheVersion.New(), _payload, Never);
        (await ReadRawAsync(off.Key)).ShouldBeNull();
    }

    [Fact]
    public async Task KeepsNothing_WhoseDayIsOver()
    {
        await FillAsync(Mine with { Until = Clock.GetUtcNow() });
        await FillAsync(Entry(Tag, "user-b") with { Until = Clock.GetUtcNow().AddDays(-1) });
        (await ReadRawAsync(Mine.Key)).ShouldBeNull();
        (await Store.StatsAsync(Tag.CompanyId, Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CountsWhatCanStillBeHit()
    {
        var began = Clock.GetUtcNow().AddMilliseconds(-1);
        var contracts = Tag with { DataType = "contracts" };
        var stale = Tag with { DataType = "employee" };
        var gone = Entry(Tag, "user-c");
        await FillAsync(Entry(stale, "user-a"));
        await Store.RaiseAsync([stale], Never);
        await FillAsync(Mine);
        await FillAsync(Entry(Tag, "user-b"), Text(CacheEntry.CompressedAbove + 100));
        await FillAsync(Entry(contracts, "user-a"));
        await FillAsync(Entry(contracts with { CompanyId = Guid.NewGuid() }, "user-a"));
        await FillAsync(gone);
        await RemoveAsync(gone.Key);

        var stats = await Store.StatsAsync(Tag.CompanyId, Never);
        stats.Keys.Order().ShouldBe(["contracts", Employees]);
        stats[Employees].Entries.ShouldBe(2);
        stats[Employees].Bytes.ShouldBe(_payload.Length + CacheEntry.CompressedAbove + 100);
        stats[Employees].Oldest!.Value.ShouldBeInRange(began, stats[Employees].Newest!.Value);
        stats[Employees].Newest!.Value.ShouldBeInRange(began, Clock.GetUtcNow());
        stats["contracts"].Entries.ShouldBe(1);
    }

    [Fact]
    public async Task CountsAnEntryOnce_WhenItWasStoredAgain()
    {
        await FillAsync(Mine);
        await FillAsync(Mine);
        (await Store.StatsAsync(Tag.CompanyId, Never))[Employees].Entries.ShouldBe(1);
    }

    [Fact]
    public async Task CountsNothing_ForACompanyWithoutEntries() => (await Store.StatsAsync(Guid.NewGuid(), Never)).ShouldBeEmpty();

    [Fact]
    public async Task HeedsCancellation()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(() => Store.LookUpAsync(Mine, cancelled));
    }

    [Fact]
    public async Task NeverHitsStaleData_HoweverReadsAndWritesInterleave()
    {
        const int Writes = 300;
        var committed = 0;
        var answered = 0;
        async Task ReadAsync(string user)
        {
            while (Volatile.Read(ref answered) < Writes)
            {
                var atLeast = Volatile.Read(ref answered);
                var spec = Entry(Tag, user);
                var found = await Store.LookUpAsync(spec, Never);
                found.Version.ShouldNotBeNull();
                if (found.IsHit)
                {
                    int.Parse(found.Payload.Span, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(atLeast);
                    continue;
                }

                var loaded = Volatile.Read(ref committed);
                await Task.Yield();
                await Store.StoreAsync(spec, found.Version, Encoding.ASCII.GetBytes($"{loaded}"), Never);
            }
        }

        async Task WriteAsync()
        {
            for (var value = 1; value <= Writes; value++)
            {
                Volatile.Write(ref committed, value);
                (await Store.RaiseAsync([Tag], Never)).ShouldBeTrue();
                Volatile.Write(ref answered, value);
            }
        }

        var readers = Enumerable.Range(0, 8).Select(reader => Task.Run(() => ReadAsync($"user-{reader % 3}")));
        await Task.WhenAll([.. readers, Task.Run(WriteAsync)]);
        answered.ShouldBe(Writes);
    }

    protected static CacheSpec Entry(CacheTag tag, string user) => new($"cache:{user}:{tag.CompanyId}:hr:{tag.DataType}", tag);

    protected async Task FillAsync(CacheSpec spec, byte[]? payload = null) =>
        await Store.StoreAsync(spec, (await Store.LookUpAsync(spec, Never)).Version!, payload ?? _payload, Never);

    private static byte[] Text(int length)
    {
        var text = new byte[length];
        for (var at = 0; at < length; at++)
            text[at] = (byte)('a' + at * 7919L % 26);
        return text;
    }
}
