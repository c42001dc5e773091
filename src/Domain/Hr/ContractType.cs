namespace Pinnokio.Domain.Hr;

/// <summary>A kind of employment contract (reference row); a fixed-term kind needs an end date.</summary>
public sealed class ContractType
{
    public string Code { get; set; } = "";
    public string? Country { get; set; }
    public string LabelFr { get; set; } = "";
    public string LabelEn { get; set; } = "";
    public string LabelDe { get; set; } = "";
    public string? ExternalCode { get; set; }
    public short Sort { get; set; }
    public bool Active { get; set; } = true;
    public bool FixedTerm { get; set; }
    public string? Source { get; set; }
}
