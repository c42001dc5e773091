using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using NSubstitute;
using Pinnokio.Infrastructure.Security;
using Pinnokio.Infrastructure.Settings;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Security;

public sealed class HmacFileLinksTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string OtherKey = "HxwdHhsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

    private readonly FakeTimeProvider _clock = new();
    private readonly Guid _file = Guid.CreateVersion7();

    [Fact]
    public void OpensItsFile_UntilItExpires()
    {
        var links = Links(Key);
        var token = TokenOf(links.Create(_file));

        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        links.IsValid(_file, token).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));

        links.IsValid(_file, token).ShouldBeFalse();
    }

    [Fact]
    public void OpensNoOtherFile()
    {
        var links = Links(Key);

        links.IsValid(Guid.CreateVersion7(), TokenOf(links.Create(_file))).ShouldBeFalse();
    }

    [Fact]
    public void OpensNothing_WhenAnyCharacterIsChanged()
    {
        var links = Links(Key);
        var token = TokenOf(links.Create(_file));

        for (var i = 0; i < token.Length - 1; i++) // the last one holds bits that mean nothing
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            links.IsValid(_file, new string(changed)).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void OpensNothing_WithoutAToken(string? token) => Links(Key).IsValid(_file, token).ShouldBeFalse();

    [Fact]
    public void IsKnownToEveryReplica_ThatHasTheKey()
    {
        var token = TokenOf(Links(Key).Create(_file));

        Links(Key).IsValid(_file, token).ShouldBeTrue();
        Links($"{OtherKey},{Key}").IsValid(_file, token).ShouldBeTrue();
        Links(OtherKey).IsValid(_file, token).ShouldBeFalse();
    }

    [Fact]
    public void LeadsToThePublicAddress() => Links(Key).Create(_file).ShouldStartWith($"https://pay.example.com/api/files/{_file}?token=");

    private HmacFileLinks Links(string keys)
    {
        var configuration = new ConfigurationManager { [PublicAddress.Variable] = "https://pay.example.com/api/" };
        return new HmacFileLinks(DataKeys.Parse(keys), new PublicAddress(configuration, Substitute.For<IServer>()), _clock);
    }

    private static string TokenOf(string link) => link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];
}
