using System.Text;
using Pinnokio.Domain.Hr.SourceTax;

namespace Pinnokio.Domain.Tests.Hr.SourceTax;

public sealed class TariffFileTests
{
    private const string Header = "00BE               20241125";
    private const string Bracket = "0601BEB2N       20250101000650100000005000 0200000000000715   ";
    private const string NextBracket = "0601BEB2N       20250101000655100000005000 0200000000000722   ";
    private const string Predefined = "1101BEHEN       20250101000000100099999900 0000000000002500   ";
    private const string Commission = "1201BEPEL       20250101000000100099999900 0000000000000200   ";
    private const string Median = "1301BEMED       20250101000000100099999900 0000057750000000   ";

    [Fact]
    public void ReadsTheColumnsOfABracket()
    {
        var (brackets, file) = Read(Header, Bracket, Trailer(3));

        brackets.ShouldHaveSingleItem().ShouldBe(new(2, "BE", "B2N", new DateOnly(2025, 1, 1), 6501m, 50m, 0m, 0.0715m));
        file.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void KeepsTariffsAndPassesOverTheRest()
    {
        var (brackets, file) = Read(
            Header,
            Bracket,
            NextBracket,
            Predefined,
            Commission,
            Median,
            Bracket.Replace("0601", "0603", StringComparison.Ordinal),
            Trailer(8)
        );

        brackets.Select(b => (b.TariffCode, b.Rate)).ShouldBe([("B2N", 0.0715m), ("B2N", 0.0722m), ("HEN", 0.25m)]);
        file.PassedOver.ShouldBe(3);
        file.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void ReadsSeveralPartsAndCarriageReturns()
    {
        var (brackets, file) = Read([
            .. new[] { Header, Bracket, Trailer(3), Geneva(Header), Geneva(Bracket), Geneva(Trailer(3)) }.Select(l => l + "\r"),
        ]);

        brackets.Select(b => b.Canton).ShouldBe(["BE", "GE"]);
        file.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0701BEB2N       20250101000650100000005000 0200000000000715", "the record type")]
    [InlineData("0604BEB2N       20250101000650100000005000 0200000000000715", "the transaction")]
    [InlineData("0601XXB2N       20250101000650100000005000 0200000000000715", "the canton")]
    [InlineData("0601GEB2N       20250101000650100000005000 0200000000000715", "the canton is not the header's")]
    [InlineData("0601BE          20250101000650100000005000 0200000000000715", "the tariff code")]
    [InlineData("0601BEW9G       20250101000650100000005000 0200000000000715", "not one for wages")]
    [InlineData("0601BEB2N       20250231000650100000005000 0200000000000715", "the valid-from date")]
    [InlineData("0601BEB2N       20250101000650x00000005000 0200000000000715", "the income")]
    [InlineData("0601BEB2N       20250101000650100        0 0200000000000715", "the step")]
    [InlineData("0601BEB2N       20250101000650100000005000 0x00000000000715", "the number of children")]
    [InlineData("0601BEB2N       20250101000650100000005000 02-0000000000715", "the minimum tax")]
    [InlineData("0601BEB2N       20250101000650100000005000 0200000000010001", "above 100 %")]
    [InlineData("0601BEB2N       20250101000650100000005000 02000000000007", "the rate")]
    [InlineData("", "the record type")]
    public void RefusesACorruptLineWithItsNumber(string line, string reason)
    {
        var (brackets, file) = Read(Header, Bracket, line, Trailer(4));

        brackets.Count.ShouldBe(1);
        var fault = file.Faults.ShouldHaveSingleItem();
        fault.LineNo.ShouldBe(3);
        fault.Reason.ShouldContain(reason);
    }

    [Theory]
    [InlineData(2, "counts 2 records, and there are 3")]
    [InlineData(4, "counts 4 records, and there are 3")]
    public void RefusesTheFile_WhenTheTrailerCountsOtherwise(int count, string reason) =>
        Read(Header, Bracket, Trailer(count)).File.Faults.ShouldHaveSingleItem().Reason.ShouldContain(reason);

    [Theory]
    [InlineData("000001437", true)]
    [InlineData("000001438", false)]
    [InlineData("00000143x", false)]
    public void ComparesAFilledChecksum(string checksum, bool sound) =>
        (Read(Header, Bracket, NextBracket, Trailer(4) + checksum).File.FaultCount == 0).ShouldBe(sound);

    [Fact]
    public void RefusesTheFile_WhenAPartHasNoHeaderOrNoTrailer()
    {
        Reasons(Header, Bracket).ShouldBe(["the file ends without a trailer (99)"]);
        Reasons().ShouldBe(["the file ends without a trailer (99)"]);
        Reasons(Bracket, Header, Trailer(2)).ShouldBe(["there is no header (00) before it"]);
        Reasons(Trailer(1)).ShouldBe(["there is no header (00) before the trailer"]);
        Reasons(Header, Bracket, Geneva(Header), Geneva(Trailer(2))).ShouldBe(["the part before this header has no trailer (99)"]);
        Reasons(Header, Bracket, Geneva(Trailer(3))).ShouldBe(["the trailer's canton is not the header's, BE"]);
    }

    [Fact]
    public void KeepsTheFirstFaultsAndCountsAll()
    {
        var (_, file) = Read([Header, .. Enumerable.Repeat("rubbish", 50), Trailer(52)]);

        file.FaultCount.ShouldBe(50);
        file.Faults.Select(fault => fault.LineNo).ShouldBe(Enumerable.Range(2, TariffFile.FaultsKept).Select(n => (long)n));
    }

    private static IEnumerable<string> Reasons(params string[] lines) => Read(lines).File.Faults.Select(fault => fault.Reason);

    private static string Trailer(int count) => $"99               BE{count:D8}";

    private static string Geneva(string line) => line.Replace("BE", "GE", StringComparison.Ordinal);

    private static (List<TariffBracket> Brackets, TariffFile File) Read(params string[] lines)
    {
        var file = new TariffFile();
        var brackets = new List<TariffBracket>();
        foreach (var line in lines)
        {
            if (file.TryRead(Encoding.ASCII.GetBytes(line), out var bracket))
            {
                brackets.Add(bracket);
            }
        }

        file.End();
        return (brackets, file);
    }
}
