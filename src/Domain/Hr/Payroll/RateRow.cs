using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>A legal or contractual number with its scope, its validity (both days inclusive) and where it comes from. Numbers never stand in code.</summary>
public sealed partial class RateRow : Entity
{
    public string ScopeCountry { get; set; } = "";

    /// <summary>A canton or an agreement; null is the whole country.</summary>
    public string? ClusterCode { get; set; }

    /// <summary>The company whose contract says so; null is everybody.</summary>
    public Guid? CompanyId { get; set; }
    public string RateCode { get; set; } = "";
    public decimal Value { get; set; }
    public string Unit { get; set; } = RateUnit.Fraction;
    public DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public string? BaseCapCode { get; set; }
    public string? BaseFloorCode { get; set; }
    public string Source { get; set; } = "";
    public short SourceYear { get; set; }
    public string Confidence { get; set; } = RateConfidence.Unsourced;

    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

/// <summary>What a rate's value counts.</summary>
public static class RateUnit
{
    /// <summary>0.053 is 5.3 %.</summary>
    public const string Fraction = "fraction";
    public const string MoneyMonth = "money_month";
    public const string MoneyYear = "money_year";
    public const string MoneyHour = "money_hour";
    public const string Count = "count";
}

/// <summary>How far a rate can be trusted.</summary>
public static class RateConfidence
{
    public const string Sourced = "sourced";

    /// <summary>To be verified before it is relied upon.</summary>
    public const string Unsourced = "unsourced";

    /// <summary>An example value, which a company replaces by its own.</summary>
    public const string Fixture = "fixture";
}
