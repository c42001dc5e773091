using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>A rate as it stood when a result was calculated; kept with the result, whatever becomes of the row.</summary>
public sealed record UsedRate
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required Guid Id { get; init; }
    public required string Code { get; init; }
    public required decimal Value { get; init; }
    public required string Unit { get; init; }

    /// <summary>The country, the cluster, or <c>company</c>.</summary>
    public required string Scope { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required string Source { get; init; }
    public required short SourceYear { get; init; }
    public required string Confidence { get; init; }

    /// <summary>The JSON that a result keeps: every rate that answered.</summary>
    public static string Snapshot(RateTable rates) => JsonSerializer.Serialize(rates.Asked.Values.OfType<RateRow>().Select(From), s_json);

    /// <summary>What a result keeps, read back; nothing where another system wrote the result.</summary>
    public static IReadOnlyList<UsedRate> Read(string? snapshot) =>
        snapshot?.StartsWith('[') == true ? JsonSerializer.Deserialize<List<UsedRate>>(snapshot, s_json)! : [];

    public static UsedRate From(RateRow row) =>
        new()
        {
            Id = row.Id,
            Code = row.RateCode,
            Value = row.Value,
            Unit = row.Unit,
            Scope = row.CompanyId is null ? row.ClusterCode ?? row.ScopeCountry : "company",
            ValidFrom = row.ValidFrom,
            ValidTo = row.ValidTo,
            Source = row.Source,
            SourceYear = row.SourceYear,
            Confidence = row.Confidence,
        };
}
