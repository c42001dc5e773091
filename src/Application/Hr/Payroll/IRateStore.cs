using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>The rates of payroll, read and under change.</summary>
public interface IRateStore
{
    /// <summary>Those of a country, and those of one company, that are valid on a day; by code, the most general first.</summary>
    Task<IReadOnlyList<RateRow>> ListAsync(string country, Guid companyId, DateOnly day, CancellationToken ct);

    /// <summary>A company's own rows of a code, to be changed, by their start.</summary>
    Task<IReadOnlyList<RateRow>> ListOwnAsync(Guid companyId, string rateCode, CancellationToken ct);

    /// <summary>What a code counts in a country; null when no row has the code.</summary>
    Task<string?> FindUnitAsync(string country, string rateCode, CancellationToken ct);

    void Add(RateRow row);
}
