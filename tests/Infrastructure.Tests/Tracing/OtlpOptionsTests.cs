using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using Pinnokio.Infrastructure.Tracing;

namespace Pinnokio.Infrastructure.Tests.Tracing;

public sealed class OtlpOptionsTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    [Fact]
    public void TracesNothing_WithoutAnEndpoint() => From().ShouldBeNull();

    [Theory]
    [InlineData("http://collector:4318", "http://collector:4318/v1/traces")]
    [InlineData("https://collector/otlp/", "https://collector/otlp/v1/traces")]
    public void AddsThePathOfTraces_ForHttp(string endpoint, string address)
    {
        var options = From((Endpoint, endpoint)).ShouldNotBeNull();

        (options.Endpoint, options.Protocol, options.ServiceName).ShouldBe((new Uri(address), OtlpExportProtocol.HttpProtobuf, "pinnokio"));
    }

    [Fact]
    public void LeavesTheAddressAlone_ForGrpc() =>
        From((Endpoint, "http://collector:4317"), (Protocol, "grpc")).ShouldNotBeNull().Endpoint.ShouldBe(new Uri("http://collector:4317"));

    [Fact]
    public void NamesNothingButTheAddress() =>
        From((Endpoint, "https://user:secret@collector:4318/key"))!.ToString().ShouldBe("collector:4318");

    [Theory]
    [InlineData(Endpoint, "collector:4318")]
    [InlineData(Endpoint, "ftp://collector")]
    [InlineData(Protocol, "http/json")]
    public void RefusesABadValueByName(string variable, string value) =>
        Should.Throw<InvalidOperationException>(() => From((variable, value))).Message.ShouldStartWith(variable);

    private static OtlpOptions? From(params (string Name, string Value)[] settings) =>
        OtlpOptions.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
                .Build()
        );
}
