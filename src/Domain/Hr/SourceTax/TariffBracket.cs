namespace Pinnokio.Domain.Hr.SourceTax;

/// <summary>One step of a canton's source-tax tariff: income from here on is taxed at this rate. Amounts in francs, the rate as a fraction.</summary>
public readonly record struct TariffBracket(
    long LineNo,
    string Canton,
    string TariffCode,
    DateOnly ValidFrom,
    decimal IncomeFrom,
    decimal Step,
    decimal MinimumTax,
    decimal Rate
);

/// <summary>Why a tariff file is refused, and where; line 0 is the file as a whole.</summary>
public sealed record TariffFault(long LineNo, string Reason);
