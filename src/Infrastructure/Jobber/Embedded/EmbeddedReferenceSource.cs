using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.References;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Postgres;
using Pinnokio.Infrastructure.Postgres.Hr;

namespace Pinnokio.Infrastructure.Jobber.Embedded;

/// <summary>The lists from their tables; what is inactive or not valid today is left out.</summary>
internal sealed class EmbeddedReferenceSource(PinnokioDbContext db, TimeProvider clock) : IReferenceSource
{
    public async Task<JsonElement> AllAsync(string country, string language, CancellationToken ct) =>
        Json(
            new
            {
                ContractTypes = await ContractTypesAsync(country, language, ct),
                RemunerationTypes = await PlainAsync<RemunerationType>(country, language, ct),
                FamilyStatus = await PlainAsync<FamilyStatusCode>(country, language, ct),
                TaxStatus = await PlainAsync<TaxStatusCode>(country, language, ct),
                PermitTypes = await PermitTypesAsync(country, language, ct),
                PayrollStatus = await PayrollStatusAsync(country, language, ct),
                ItemNature = await PlainAsync<ItemNatureCode>(country, language, ct),
                ChargeBearer = await PlainAsync<ChargeBearerCode>(country, language, ct),
                PayrollItems = await ItemsAsync(country, null, language, ct),
                Clusters = await ClustersAsync(country, language, ct),
            }
        );

    public async Task<JsonElement> ListAsync(ReferenceKind kind, string? country, string language, CancellationToken ct) =>
        Json<object>(
            kind switch
            {
                ReferenceKind.ContractTypes => await ContractTypesAsync(country, language, ct),
                ReferenceKind.RemunerationTypes => await PlainAsync<RemunerationType>(country, language, ct),
                ReferenceKind.FamilyStatus => await PlainAsync<FamilyStatusCode>(country, language, ct),
                ReferenceKind.TaxStatus => await PlainAsync<TaxStatusCode>(country, language, ct),
                ReferenceKind.PermitTypes => await PermitTypesAsync(country, language, ct),
                ReferenceKind.PayrollStatus => await PayrollStatusAsync(country, language, ct),
                _ => throw new ArgumentOutOfRangeException(nameof(kind)),
            }
        );

    public async Task<JsonElement> PayrollItemsAsync(string country, string? clusterCode, CancellationToken ct) =>
        Json(await ItemsAsync(country, clusterCode, Domain.Common.Language.French, ct));

    private Task<List<EmbeddedRow>> PlainAsync<T>(string? country, string language, CancellationToken ct)
        where T : ReferenceCode => RowsAsync<T>(country, language, _ => true, (_, row) => row, ct);

    private Task<List<EmbeddedRow>> ContractTypesAsync(string? country, string language, CancellationToken ct) =>
        RowsAsync<ContractType>(country, language, _ => true, (type, row) => row with { FixedTerm = type.FixedTerm }, ct);

    private Task<List<EmbeddedRow>> PermitTypesAsync(string? country, string language, CancellationToken ct) =>
        RowsAsync<PermitTypeCode>(country, language, _ => true, (type, row) => row with { TaxAtSource = type.TaxAtSource }, ct);

    private Task<List<EmbeddedRow>> PayrollStatusAsync(string? country, string language, CancellationToken ct) =>
        RowsAsync<PayrollStatusCode>(country, language, _ => true, (status, row) => row with { Next = status.Next }, ct);

    private Task<List<EmbeddedRow>> ItemsAsync(string country, string? cluster, string language, CancellationToken ct) =>
        RowsAsync<PayrollItem>(
            country,
            language,
            item => cluster == null || item.ClusterCode == null || item.ClusterCode == cluster,
            (item, row) =>
                row with
                {
                    ClusterCode = item.ClusterCode,
                    Kind = item.Kind,
                    ChargeBearer = item.ChargeBearer,
                    Bases = item.Bases,
                    ChargeBase = item.ChargeBase,
                    VacationBase = item.VacationBase,
                    ThirteenthBase = item.ThirteenthBase,
                    CertificatePosition = item.CertificatePosition,
                    StatCategory = item.StatCategory,
                },
            ct
        );

    private async Task<List<EmbeddedRow>> RowsAsync<T>(
        string? country,
        string language,
        Expression<Func<T, bool>> wanted,
        Func<T, EmbeddedRow, EmbeddedRow> extend,
        CancellationToken ct
    )
        where T : ReferenceCode
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var found = await db.Set<T>()
            .AsNoTracking()
            .Where(row => row.Active && EF.Property<NpgsqlRange<DateOnly>>(row, ReferenceConfiguration.Valid).Contains(today))
            .Where(row => country == null || row.Country == null || row.Country == country)
            .Where(wanted)
            .OrderBy(row => row.Sort)
            .ThenBy(row => row.Code)
            .ToListAsync(ct);
        return [.. found.Select(row => extend(row, EmbeddedRow.From(row, language)))];
    }

    private async Task<List<EmbeddedRow>> ClustersAsync(string country, string language, CancellationToken ct)
    {
        var found = await db.Set<Cluster>()
            .AsNoTracking()
            .Where(cluster => cluster.IsActive && cluster.Country == country)
            .OrderBy(cluster => cluster.Sort)
            .ThenBy(cluster => cluster.Code)
            .ToListAsync(ct);
        return [.. found.Select(cluster => EmbeddedRow.From(cluster, language))];
    }

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, WireJson.Options);
}
