namespace Pinnokio.Domain.Hr;

/// <summary>A family status (reference row).</summary>
public sealed class FamilyStatusCode : ReferenceCode;

/// <summary>How somebody's pay is taxed (reference row): the letter of a Swiss tariff, the kind of a French rate.</summary>
public sealed class TaxStatusCode : ReferenceCode;

/// <summary>A residence or work permit (reference row).</summary>
public sealed class PermitTypeCode : ReferenceCode
{
    /// <summary>Whether its holders usually pay source tax; null where that is not known.</summary>
    public bool? TaxAtSource { get; set; }
}

/// <summary>Where a payroll result can stand (reference row), and what may follow.</summary>
public sealed class PayrollStatusCode : ReferenceCode
{
    public string[] Next { get; set; } = [];
}
