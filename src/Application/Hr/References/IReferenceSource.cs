using System.Text.Json;

namespace Pinnokio.Application.Hr.References;

/// <summary>The lists of codes that forms offer, by the jobber; fails as every call to it does. Rows are objects with <c>code</c>, <c>label</c> and more.</summary>
public interface IReferenceSource
{
    /// <summary>All lists in one object.</summary>
    Task<JsonElement> AllAsync(string country, string language, CancellationToken ct);

    /// <summary>One list, an array; without a country that of all countries.</summary>
    Task<JsonElement> ListAsync(ReferenceKind kind, string? country, string language, CancellationToken ct);

    /// <summary>The lines that a payslip of the country can have, an array; with those of one cluster alone when it is given.</summary>
    Task<JsonElement> PayrollItemsAsync(string country, string? clusterCode, CancellationToken ct);
}

/// <summary>The lists that can be had one by one.</summary>
public enum ReferenceKind
{
    ContractTypes,
    RemunerationTypes,
    FamilyStatus,
    TaxStatus,
    PermitTypes,
    PayrollStatus,
}
