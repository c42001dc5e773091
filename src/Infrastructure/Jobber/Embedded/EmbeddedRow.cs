using System.Text.Json.Serialization;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>A reference row as it goes over the wire; what its list does not know is left out.</summary>
internal sealed record EmbeddedRow(string Code, string Label)
{
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public string? Country { get; init; }
    public string? ExternalCode { get; init; }
    public string? Source { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? FixedTerm { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? TaxAtSource { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string[]? Next { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClusterCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChargeBearer { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string[]? Bases { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChargeBase { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? VacationBase { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ThirteenthBase { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CertificatePosition { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatCategory { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? QstModel { get; init; }

    public static EmbeddedRow From(ReferenceCode row, string language)
    {
        var labels = new Dictionary<string, string>
        {
            [Language.French] = row.LabelFr,
            [Language.English] = row.LabelEn,
            [Language.German] = row.LabelDe,
        };
        return new EmbeddedRow(row.Code, labels[language])
        {
            Labels = labels,
            Country = row.Country,
            ExternalCode = row.ExternalCode,
            Source = row.Source,
        };
    }

    public static EmbeddedRow From(Cluster cluster, string language)
    {
        var labels = WireJson.Deserialize<Dictionary<string, string>>(System.Text.Encoding.UTF8.GetBytes(cluster.Labels));
        return new EmbeddedRow(cluster.Code, labels.GetValueOrDefault(language, cluster.Code))
        {
            Labels = labels,
            Country = cluster.Country,
            Kind = cluster.Kind,
            QstModel = cluster.QstModel,
        };
    }
}
