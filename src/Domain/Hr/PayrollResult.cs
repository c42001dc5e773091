using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>The pay of one employee for one month; sequence 0 is the regular run, 1 and up are corrections. Ytd and RatesSnapshot are JSON.</summary>
public sealed partial class PayrollResult : Entity
{
    public const int FirstYear = 2000;
    public const int LastYear = 2100;

    public Guid CompanyId { get; set; }
    public Guid EmployeeId { get; set; }
    public Guid? ContractId { get; set; }
    public short PeriodYear { get; set; }
    public short PeriodMonth { get; set; }
    public short Sequence { get; set; }
    public DateOnly PeriodStart { get; set; }
    public DateOnly PeriodEnd { get; set; }
    public string Status { get; set; } = "draft";
    public Guid[] ContractIds { get; set; } = [];
    public short? Days30 { get; set; }
    public int? WorkedMinutes { get; set; }
    public short? Cachets { get; set; }
    public decimal Gross { get; set; }
    public decimal TotalEe { get; set; }
    public decimal TotalEr { get; set; }
    public decimal NetBeforeTax { get; set; }
    public decimal Tax { get; set; }
    public decimal Allowances { get; set; }
    public decimal Expenses { get; set; }
    public decimal Advances { get; set; }
    public decimal NetPayable { get; set; }
    public decimal EmployerCost { get; set; }
    public string Currency { get; set; } = "CHF";
    public string? RoundingMode { get; set; }
    public string? Ytd { get; set; }
    public string? InputsHash { get; set; }
    public string? RulesVersion { get; set; }
    public string? RatesSnapshot { get; set; }
    public Guid? CorrectsId { get; set; }
    public string? ApprovedBy { get; set; }
    public DateTimeOffset? ApprovedAt { get; set; }
    public DateTimeOffset? PaidAt { get; set; }
    public string? PaymentRef { get; set; }
    public Guid? PdfExportId { get; set; }
    public List<PayrollLine> Lines { get; } = [];
}
