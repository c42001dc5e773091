using System.Text.Json;
using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>How each line of a payroll result came about, in words and numbers, with the rates as they stood when it was calculated; null when there is none.</summary>
[RpcMethod("HR.explain_payroll"), RequiresPermission(Permissions.PayrollRead)]
public sealed record ExplainPayroll(Guid PayrollId, string Lang = Language.French) : IQuery<PayrollExplained>, IRecordScoped, IUserScoped
{
    public string? FirebaseUserId { get; init; }

    OwnedRecord IRecordScoped.Record => new(RecordKind.PayrollResult, PayrollId.ToString());
}

public sealed record PayrollExplained(PayrollExplanation? Explanation);

/// <summary>A result with all that it rests on.</summary>
public sealed record PayrollExplanation
{
    public required PayrollRow Payroll { get; init; }
    public required IReadOnlyList<LineExplanation> Lines { get; init; }

    /// <summary>How the totals make the net pay.</summary>
    public required string Total { get; init; }
    public string? RulesVersion { get; init; }
    public string? InputsHash { get; init; }

    /// <summary>Every rate that was used, thresholds and ceilings included.</summary>
    public required IReadOnlyList<UsedRate> Rates { get; init; }
}

/// <summary>One line; Rate is the row behind the employee's part, or the employer's where there is no other.</summary>
public sealed record LineExplanation
{
    public int LineNo { get; init; }
    public required string ItemCode { get; init; }
    public required string Label { get; init; }

    /// <summary>The line in words.</summary>
    public required string Text { get; init; }
    public string? Formula { get; init; }
    public decimal? Base { get; init; }
    public decimal? RateEe { get; init; }
    public decimal? RateEr { get; init; }
    public decimal? AmountEe { get; init; }
    public decimal? AmountEr { get; init; }
    public UsedRate? Rate { get; init; }
    public UsedRate? EmployerRate { get; init; }
    public RoundingExplanation? Rounding { get; init; }
    public JsonElement? Trace { get; init; }
}

/// <summary>The amount before and after rounding.</summary>
public sealed record RoundingExplanation(string? Mode, decimal Before, decimal After, decimal Delta);

internal sealed class ExplainPayrollValidator : AbstractValidator<ExplainPayroll>
{
    public ExplainPayrollValidator()
    {
        RuleFor(q => q.PayrollId).NotEmpty();
        RuleFor(q => q.Lang)
            .Must(lang => Language.All.Contains(lang))
            .WithMessage($"{{PropertyName}} must be one of {string.Join(", ", Language.All)}.");
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class ExplainPayrollHandler(IPayrollStore payroll) : IRequestHandler<ExplainPayroll, PayrollExplained>
{
    private const string EmployerRateKey = "employer_rate_row_id";

    public async Task<PayrollExplained> Handle(ExplainPayroll query, CancellationToken ct)
    {
        var result = await payroll.FindWithLinesAsync(query.PayrollId, ct);
        return new PayrollExplained(result is null ? null : Explain(result, PayrollPhrases.In(query.Lang)));
    }

    private static PayrollExplanation Explain(PayrollResult result, PayrollPhrases phrases)
    {
        var rates = UsedRate.Read(result.RatesSnapshot);
        return new PayrollExplanation
        {
            Payroll = PayrollRow.From(result),
            Lines = [.. result.Lines.OrderBy(line => line.LineNo).Select(line => Explain(line, rates, result.RoundingMode, phrases))],
            Total = phrases.Total(result),
            RulesVersion = result.RulesVersion,
            InputsHash = result.InputsHash,
            Rates = rates,
        };
    }

    private static LineExplanation Explain(PayrollLine line, IReadOnlyList<UsedRate> rates, string? mode, PayrollPhrases phrases)
    {
        var trace = WireJson.Parse(line.Trace);
        return new LineExplanation
        {
            LineNo = line.LineNo,
            ItemCode = line.ItemCode,
            Label = phrases.Label(line),
            Text = phrases.Line(line),
            Formula = line.Formula,
            Base = line.Base,
            RateEe = line.RateEe,
            RateEr = line.RateEr,
            AmountEe = line.AmountEe,
            AmountEr = line.AmountEr,
            Rate = rates.FirstOrDefault(rate => rate.Id == line.RateRowId),
            EmployerRate = EmployerRate(trace) is { } id ? rates.FirstOrDefault(rate => rate.Id == id) : null,
            Rounding = Rounding(line, mode),
            Trace = trace,
        };
    }

    private static RoundingExplanation? Rounding(PayrollLine line, string? mode) =>
        line.RoundingDelta is { } delta && (line.AmountEe ?? line.AmountEr) is { } after
            ? new RoundingExplanation(mode, after - delta, after, delta)
            : null;

    private static Guid? EmployerRate(JsonElement? trace) =>
        trace is { ValueKind: JsonValueKind.Object } given
        && given.TryGetProperty(EmployerRateKey, out var id)
        && id.ValueKind == JsonValueKind.String
        && id.TryGetGuid(out var row)
            ? row
            : null;
}
