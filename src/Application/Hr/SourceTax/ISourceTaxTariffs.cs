using Pinnokio.Domain.Hr.SourceTax;

namespace Pinnokio.Application.Hr.SourceTax;

/// <summary>Takes in the cantons' source-tax tariffs.</summary>
public interface ISourceTaxTariffs
{
    /// <summary>
    /// Reads a federal tariff file and replaces what is stored of its cantons and valid-from dates, all of it or, when anything is wrong with it,
    /// nothing. Brings the schema up to date first, since no host may be running.
    /// </summary>
    Task<TariffImport> ImportAsync(Stream file, CancellationToken ct);
}

/// <summary>What an import stored; with faults, nothing.</summary>
public sealed record TariffImport(
    IReadOnlyList<ImportedTariff> Tariffs,
    long PassedOver,
    IReadOnlyList<TariffFault> Faults,
    long FaultCount
);

/// <summary>The brackets of one canton from one date on, and how many of the same date they replaced.</summary>
public sealed record ImportedTariff(string Canton, DateOnly ValidFrom, long Brackets, long Replaced);
