using System.Globalization;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.CommandLine;

/// <summary>An operator takes in tariffs by a process that imports and ends.</summary>
public sealed class ImportSourceTaxCommandTests : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("pinnokio-tariffs-").FullName;
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task StoresTheTariffsOfAFile()
    {
        var (exit, lines) = await ImportAsync([.. TariffText.Part("BE", 3), .. TariffText.Part("GE", 2, rate: 440)]);

        lines.ShouldBe(["BE from 2025-01-01: 3 brackets stored, 0 replaced", "GE from 2025-01-01: 2 brackets stored, 0 replaced"]);
        exit.ShouldBe(0);
        (await StoredAsync("BE", "monthly")).ShouldBe((3, 0.0715m));
        (await StoredAsync("GE", "annual")).ShouldBe((2, 0.0440m));
    }

    [Fact]
    public async Task ReplacesTheCantonAndLeavesTheOthers()
    {
        await ImportAsync([.. TariffText.Part("BE", 3), .. TariffText.Part("GE", 2)]);

        var (exit, lines) = await ImportAsync(TariffText.Part("BE", 2, rate: 800));

        exit.ShouldBe(0);
        lines.ShouldBe(["BE from 2025-01-01: 2 brackets stored, 3 replaced"]);
        (await StoredAsync("BE", "monthly")).ShouldBe((2, 0.08m));
        (await StoredAsync("GE", "annual")).ShouldBe((2, 0.0715m));
    }

    [Fact]
    public async Task RefusesAFileWithCorruptLines_AndKeepsTheOldRows()
    {
        await ImportAsync(TariffText.Part("BE", 3));
        var lines = TariffText.Part("BE", 5, rate: 800).ToArray();
        lines[2] = lines[2].Replace("20250101", "2025x101", StringComparison.Ordinal);
        lines[4] = "rubbish";

        var (exit, told) = await ImportAsync(lines);

        exit.ShouldBe(1);
        told.ShouldBe([
            "line 3: the valid-from date is not a date",
            "line 5: the record type is none of 00, 06, 11, 12, 13, 99",
            "Nothing is stored: 2 faults, of which the first 2 are listed.",
        ]);
        (await StoredAsync("BE", "monthly")).ShouldBe((3, 0.0715m));
    }

    [Theory]
    [InlineData(6, "", "line 5: the trailer counts 6 records, and there are 5")]
    [InlineData(null, "000000001", "line 5: the trailer's checksum is 1, and that of the records 2145")]
    public async Task RefusesAFile_WhenItsTrailerDiffers(int? count, string checksum, string told)
    {
        var (exit, lines) = await ImportAsync(TariffText.Part("BE", 3, count: count, checksum: checksum));

        exit.ShouldBe(1);
        lines[0].ShouldBe(told);
        (await _database.ScalarAsync<long>("SELECT count(*) FROM hr.source_tax_brackets")).ShouldBe(0);
    }

    [Fact]
    public async Task RefusesTheSameBracketTwice()
    {
        var lines = TariffText.Part("BE", 3, count: 6).ToList();
        lines.Insert(4, lines[2]);

        var (exit, told) = await ImportAsync(lines);

        exit.ShouldBe(1);
        told[0].ShouldBe("line 5: the bracket is the same as that of line 3");
    }

    [Theory]
    [InlineData]
    [InlineData("there-is-no-such-file.txt")]
    public async Task AsksForAFile(params string[] names)
    {
        await using var product = ProductProcess.Launch(ProductProcess.On(_database), ["--import-source-tax", .. names]);

        (await product.ExitAsync(_patience)).ShouldBe(1);
        product.Lines.ShouldHaveSingleItem().ShouldBe("--import-source-tax needs a file that exists.");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("nowhere.invalid")]
    public async Task EndsWithAMessage_WhenThereIsNoDatabase(string host)
    {
        var settings = ProductProcess.On(_database);
        settings["NEON_DATABASE_URL"] = $"postgresql://nobody@{host}:{FreePort.Next()}/none?sslmode=disable";

        var (exit, told) = await ImportAsync(TariffText.Part("BE", 1), settings);

        exit.ShouldBe(1);
        told.ShouldHaveSingleItem().ShouldStartWith("Nothing is stored: ");
    }

    [Fact]
    public async Task KeepsTheOldRows_WhenKilledInTheMiddle()
    {
        await ImportAsync(TariffText.Part("BE", 3));
        var pipe = Path.Combine(_folder, "pipe");
        await ChildProcess.RunAsync("mkfifo", pipe);
        await using var product = ProductProcess.Launch(ProductProcess.On(_database), "--import-source-tax", pipe);
        await using var half = new StreamWriter(pipe);
        foreach (var line in TariffText.Part("BE", 20_000, rate: 800).Take(15_000))
        {
            await half.WriteLineAsync(line);
        }

        await half.FlushAsync();
        await Eventually.HoldsAsync(
            async () =>
                await _database.ScalarAsync<long>("SELECT coalesce(sum(tuples_processed), 0)::bigint FROM pg_stat_progress_copy") > 10_000,
            _patience
        );
        await product.KillAsync();

        await Eventually.HoldsAsync(
            async () => await _database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_progress_copy") == 0,
            _patience
        );
        (await StoredAsync("BE", "monthly")).ShouldBe((3, 0.0715m));
        (await ImportAsync(TariffText.Part("BE", 2, rate: 800))).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task TakesInManyRows_WithinASmallHeap()
    {
        const int Rows = 400_000; // held at once they would need more than the limit below
        var settings = ProductProcess.On(_database);
        settings["DOTNET_GCHeapHardLimit"] = 0x4000000.ToString("X", CultureInfo.InvariantCulture);

        var (exit, told) = await ImportAsync(TariffText.Part("ZH", Rows), settings);

        told.ShouldBe([$"ZH from 2025-01-01: {Rows} brackets stored, 0 replaced"]);
        exit.ShouldBe(0);
    }

    private async Task<(int Exit, IReadOnlyList<string> Lines)> ImportAsync(
        IEnumerable<string> lines,
        Dictionary<string, string?>? settings = null
    )
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.txt");
        await File.WriteAllLinesAsync(file, lines);
        await using var product = ProductProcess.Launch(settings ?? ProductProcess.On(_database), "--import-source-tax", file);
        var exit = await product.ExitAsync(_patience);
        return (exit, [.. product.Lines.Where(line => !line.StartsWith('{'))]);
    }

    private async Task<(long Rows, decimal Rate)> StoredAsync(string canton, string model)
    {
        var where = $"FROM hr.source_tax_brackets WHERE canton = '{canton}' AND model = '{model}'";
        return (
            await _database.ScalarAsync<long>($"SELECT count(*) {where}"),
            await _database.ScalarAsync<decimal>($"SELECT avg(rate) {where}")
        );
    }
}
