namespace Pinnokio.Domain.Hr;

/// <summary>A code that forms offer, with its labels (reference row); one without a country belongs to all.</summary>
public abstract class ReferenceCode
{
    public string Code { get; set; } = "";
    public string? Country { get; set; }
    public string LabelFr { get; set; } = "";
    public string LabelEn { get; set; } = "";
    public string LabelDe { get; set; } = "";

    /// <summary>What authorities' forms call it.</summary>
    public string? ExternalCode { get; set; }
    public short Sort { get; set; }
    public bool Active { get; set; } = true;
    public string? Source { get; set; }
}
