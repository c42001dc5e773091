using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using NSubstitute;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Tests.Settings;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://pay.example.com", "https://pay.example.com/x")]
    [InlineData("https://pay.example.com/", "https://pay.example.com/x")]
    [InlineData("http://10.0.0.1:8080/pinnokio/", "http://10.0.0.1:8080/pinnokio/x")]
    public void IsTheConfiguredUrl(string configured, string expected) =>
        Address(configured, "http://127.0.0.1:5000").Of("/x").ShouldBe(expected);

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/x")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080/x")]
    [InlineData("http://[::]:8080/", "http://127.0.0.1:8080/x")]
    public void IsWhereTheServerListens_WhenNothingIsConfigured(string bound, string expected) =>
        Address(null, bound).Of("/x").ShouldBe(expected);

    [Theory]
    [InlineData("pay.example.com")]
    [InlineData("ftp://pay.example.com")]
    [InlineData("https://user:word@pay.example.com")]
    [InlineData("https://pay.example.com/?a=b")]
    public void StopsTheStart_WhenItIsNoUsableUrl(string configured) =>
        Should.Throw<InvalidOperationException>(() => PublicAddress.Parse(configured)).Message.ShouldContain("LISTENERS_URL");

    private static PublicAddress Address(string? configured, string bound)
    {
        var addresses = Substitute.For<IServerAddressesFeature>();
        addresses.Addresses.Returns([bound]);
        var features = new FeatureCollection();
        features.Set(addresses);
        var server = Substitute.For<IServer>();
        server.Features.Returns(features);
        return new PublicAddress(new ConfigurationManager { [PublicAddress.Variable] = configured }, server);
    }
}
