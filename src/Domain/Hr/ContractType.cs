namespace Pinnokio.Domain.Hr;

/// <summary>A kind of employment contract (reference row); a fixed-term kind needs an end date.</summary>
public sealed class ContractType : ReferenceCode
{
    public bool FixedTerm { get; set; }
}
