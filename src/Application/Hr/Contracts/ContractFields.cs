using System.Text.Json;
using FluentValidation;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>The optional fields of a contract, the same for creating and updating one; the entity checks them. Null clears what may be empty.</summary>
public abstract record ContractFields
{
    public Optional<DateOnly?> EndDate { get; init; }
    public Optional<string> Currency { get; init; }

    /// <summary>Share of full time, above 0 and at most 1.</summary>
    public Optional<decimal> WorkRate { get; init; }
    public Optional<decimal> WeeklyHours { get; init; }
    public Optional<JsonElement?> Provisions { get; init; }
    public Optional<string?> Reference { get; init; }

    /// <summary>Contracts of one group never overlap; <c>main</c> by default.</summary>
    public Optional<string> ConcurrencyGroup { get; init; }
    public Optional<DateOnly?> TrialEndDate { get; init; }
    public Optional<string> RemunerationType { get; init; }
    public Optional<decimal?> HourlyRate { get; init; }
    public Optional<decimal?> CachetRate { get; init; }
    public Optional<decimal?> DailyRate { get; init; }
    public Optional<string> Thirteenth { get; init; }
    public Optional<decimal?> VacationWeeks { get; init; }
    public Optional<string?> Idcc { get; init; }
    public Optional<string?> JobCode { get; init; }
    public Optional<string?> JobTitle { get; init; }
    public Optional<string?> CostCenter { get; init; }
    public Optional<string?> UseCaseFr { get; init; }
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
