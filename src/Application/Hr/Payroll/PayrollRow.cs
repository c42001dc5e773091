using System.Text.Json;
using System.Text.Json.Serialization;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>The pay of one employee for one month, as lists show it.</summary>
public sealed record PayrollRow
{
    public Guid Id { get; init; }
    public Guid CompanyId { get; init; }
    public Guid EmployeeId { get; init; }
    public Guid? ContractId { get; init; }
    public short PeriodYear { get; init; }
    public short PeriodMonth { get; init; }
    public short Sequence { get; init; }
    public DateOnly PeriodStart { get; init; }
    public DateOnly PeriodEnd { get; init; }
    public required string Status { get; init; }
    public required IReadOnlyList<Guid> ContractIds { get; init; }

    [JsonPropertyName("days_30")]
    public short? Days30 { get; init; }
    public int? WorkedMinutes { get; init; }
    public short? Cachets { get; init; }
    public decimal Gross { get; init; }
    public decimal TotalEe { get; init; }
    public decimal TotalEr { get; init; }
    public decimal NetBeforeTax { get; init; }
    public decimal Tax { get; init; }
    public decimal Allowances { get; init; }
    public decimal Expenses { get; init; }
    public decimal Advances { get; init; }
    public decimal NetPayable { get; init; }
    public decimal EmployerCost { get; init; }
    public required string Currency { get; init; }
    public string? RoundingMode { get; init; }
    public JsonElement? Ytd { get; init; }
    public Guid? CorrectsId { get; init; }
    public string? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public string? PaymentRef { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public long RowVersion { get; init; }

    /// <summary>Only with a single result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PayrollLineView>? Lines { get; init; }

    public static PayrollRow WithLines(PayrollResult result) =>
        From(result) with
        {
            Lines = [.. result.Lines.OrderBy(l => l.LineNo).Select(PayrollLineView.From)],
        };

    public static PayrollRow From(PayrollResult result) =>
        new()
        {
            Id = result.Id,
            CompanyId = result.CompanyId,
            EmployeeId = result.EmployeeId,
            ContractId = result.ContractId,
            PeriodYear = result.PeriodYear,
            PeriodMonth = result.PeriodMonth,
            Sequence = result.Sequence,
            PeriodStart = result.PeriodStart,
            PeriodEnd = result.PeriodEnd,
            Status = result.Status,
            ContractIds = result.ContractIds,
            Days30 = result.Days30,
            WorkedMinutes = result.WorkedMinutes,
            Cachets = result.Cachets,
            Gross = result.Gross,
            TotalEe = result.TotalEe,
            TotalEr = result.TotalEr,
            NetBeforeTax = result.NetBeforeTax,
            Tax = result.Tax,
            Allowances = result.Allowances,
            Expenses = result.Expenses,
            Advances = result.Advances,
            NetPayable = result.NetPayable,
            EmployerCost = result.EmployerCost,
            Currency = result.Currency,
            RoundingMode = result.RoundingMode,
            Ytd = WireJson.Parse(result.Ytd),
            CorrectsId = result.CorrectsId,
            ApprovedBy = result.ApprovedBy,
            ApprovedAt = result.ApprovedAt,
            PaidAt = result.PaidAt,
            PaymentRef = result.PaymentRef,
            CreatedAt = result.CreatedAt,
            UpdatedAt = result.UpdatedAt,
            RowVersion = result.RowVersion,
        };
}

/// <summary>One line of a payslip.</summary>
public sealed record PayrollLineView
{
    public int LineNo { get; init; }
    public required string ItemCode { get; init; }
    public JsonElement? Labels { get; init; }
    public decimal? Quantity { get; init; }
    public string? Unit { get; init; }
    public decimal? UnitPrice { get; init; }
    public decimal? Base { get; init; }
    public decimal? RateEe { get; init; }
    public decimal? RateEr { get; init; }
    public decimal? AmountEe { get; init; }
    public decimal? AmountEr { get; init; }
    public Guid? RateRowId { get; init; }
    public string? Formula { get; init; }
    public decimal? RoundingDelta { get; init; }
    public JsonElement? Trace { get; init; }

    public static PayrollLineView From(PayrollLine line) =>
        new()
        {
            LineNo = line.LineNo,
            ItemCode = line.ItemCode,
            Labels = WireJson.Parse(line.Labels),
            Quantity = line.Quantity,
            Unit = line.Unit,
            UnitPrice = line.UnitPrice,
            Base = line.Base,
            RateEe = line.RateEe,
            RateEr = line.RateEr,
            AmountEe = line.AmountEe,
            AmountEr = line.AmountEr,
            RateRowId = line.RateRowId,
            Formula = line.Formula,
            RoundingDelta = line.RoundingDelta,
            Trace = WireJson.Parse(line.Trace),
        };
}
