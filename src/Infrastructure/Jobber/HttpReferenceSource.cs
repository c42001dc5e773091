using System.Text.Json;
using Pinnokio.Application.Hr.References;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>The lists of codes, asked of the HR jobber over HTTP.</summary>
internal sealed class HttpReferenceSource(JobberClient jobber) : IReferenceSource
{
    public async Task<JsonElement> AllAsync(string country, string language, CancellationToken ct) =>
        (await jobber.ReadAsync((api, stop) => api.ReferencesAsync(country, language, stop), ct)).Json(JsonValueKind.Object);

    public async Task<JsonElement> ListAsync(ReferenceKind kind, string? country, string language, CancellationToken ct) =>
        (await jobber.ReadAsync((api, stop) => api.ReferencesAsync(PathOf(kind), country, language, stop), ct)).Json(JsonValueKind.Array);

    public async Task<JsonElement> PayrollItemsAsync(string country, string? clusterCode, CancellationToken ct) =>
        (await jobber.ReadAsync((api, stop) => api.PayrollItemsAsync(country, clusterCode, stop), ct)).Json(JsonValueKind.Array);

    private static string PathOf(ReferenceKind kind) =>
        kind switch
        {
            ReferenceKind.ContractTypes => "contract-types",
            ReferenceKind.RemunerationTypes => "remuneration-types",
            ReferenceKind.FamilyStatus => "family-status",
            ReferenceKind.TaxStatus => "tax-status",
            ReferenceKind.PermitTypes => "permit-types",
            ReferenceKind.PayrollStatus => "payroll-status",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
