using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace Pinnokio.Infrastructure.Tracing;

/// <summary>Where traces go: the settings of OpenTelemetry itself. Without an endpoint nothing is traced.</summary>
internal sealed record OtlpOptions(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers, string ServiceName)
{
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string TracesPath = "v1/traces";

    /// <summary>Null when nothing is to be traced.</summary>
    public static OtlpOptions? From(IConfiguration configuration)
    {
        var protocol = configuration[ProtocolVariable] switch
        {
            null or "" or "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            "grpc" => OtlpExportProtocol.Grpc,
            _ => throw new InvalidOperationException($"{ProtocolVariable} must be http/protobuf or grpc."),
        };
        if (configuration[EndpointVariable] is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{EndpointVariable} must be an http:// or https:// URL.");
        }

        return new OtlpOptions(
            protocol == OtlpExportProtocol.Grpc ? endpoint : new Uri(text.TrimEnd('/') + "/" + TracesPath),
            protocol,
            configuration["OTEL_EXPORTER_OTLP_HEADERS"],
            configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : "pinnokio"
        );
    }

    /// <summary>As the start names it: the address alone, for the rest may hold a key.</summary>
    public override string ToString() => $"{Endpoint.Host}:{Endpoint.Port}";
}
