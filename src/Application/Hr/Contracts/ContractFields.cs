using System.Text.Json;
using FluentValidation;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>The optional fields of a contract, the same for creating and updating one; the entity checks them. Null clears what may be empty.</summary>
public abstract record ContractFields
{
    /// <summary>The last day, inclusive; null while it is open. A fixed-term contract needs one.</summary>
    public Optional<DateOnly?> EndDate { get; init; }

    /// <summary>ISO 4217; CHF by default.</summary>
    public Optional<string> Currency { get; init; }

    /// <summary>Share of full time, above 0 and at most 1.</summary>
    public Optional<decimal> WorkRate { get; init; }

    /// <summary>0 to 50; 42 by default.</summary>
    public Optional<decimal> WeeklyHours { get; init; }

    /// <summary>A JSON object of the caller's own, at most 64 KiB.</summary>
    public Optional<JsonElement?> Provisions { get; init; }

    /// <summary>The company's own number of the contract, unique in it.</summary>
    public Optional<string?> Reference { get; init; }

    /// <summary>Contracts of one group never overlap; <c>main</c> by default.</summary>
    public Optional<string> ConcurrencyGroup { get; init; }
    public Optional<DateOnly?> TrialEndDate { get; init; }

    /// <summary>monthly (the default), hourly, lesson, daily, piece, commission, premium, cachet or flat.</summary>
    public Optional<string> RemunerationType { get; init; }

    /// <summary>The price of an hour where pay is hourly; without it the base salary stands in.</summary>
    public Optional<decimal?> HourlyRate { get; init; }

    /// <summary>The price of a cachet (French performers) where pay is by cachet; without it the base salary stands in.</summary>
    public Optional<decimal?> CachetRate { get; init; }

    /// <summary>The price of a day where pay is daily; without it the base salary stands in.</summary>
    public Optional<decimal?> DailyRate { get; init; }

    /// <summary>When the thirteenth month is paid: none, yearly, half_yearly, quarterly or monthly_hourly.</summary>
    public Optional<string> Thirteenth { get; init; }
    public Optional<decimal?> VacationWeeks { get; init; }

    /// <summary>French collective agreement, four digits.</summary>
    public Optional<string?> Idcc { get; init; }
    public Optional<string?> JobCode { get; init; }
    public Optional<string?> JobTitle { get; init; }
    public Optional<string?> CostCenter { get; init; }

    /// <summary>Why a French contract has a fixed term.</summary>
    public Optional<string?> UseCaseFr { get; init; }

    /// <summary>draft, active, ended or cancelled.</summary>
    public Optional<string> State { get; init; }
    public Optional<DateTimeOffset?> SignedAt { get; init; }
    public Optional<string?> CancelReason { get; init; }
}

/// <summary>What the entity cannot check of a contract's optional fields.</summary>
internal abstract class ContractFieldsValidator<T> : AbstractValidator<T>
    where T : ContractFields
{
    private const int ProvisionsMaxLength = 65_536;

    protected ContractFieldsValidator() =>
        this.WhenGiven(
            c => c.Provisions,
            v => v!.Value.ValueKind == JsonValueKind.Object && v.Value.GetRawText().Length <= ProvisionsMaxLength,
            "must be an object of at most 64 KiB"
        );
}
