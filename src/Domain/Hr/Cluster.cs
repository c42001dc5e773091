namespace Pinnokio.Domain.Hr;

/// <summary>A canton, collective agreement or department that sets pay rules (reference row); <c>Labels</c> is JSON with keys fr, en, de.</summary>
public sealed class Cluster
{
    public string Code { get; set; } = "";
    public string Country { get; set; } = "";
    public string Kind { get; set; } = ClusterKind.Canton;
    public string Labels { get; set; } = "{}";
    public string? ParentCode { get; set; }
    public string? QstModel { get; set; }
    public string? WorkingTimeProfile { get; set; }
    public short Sort { get; set; }
    public bool IsActive { get; set; } = true;
}

/// <summary>The clusters offered in a country (reference row).</summary>
public sealed class CountryCluster
{
    public string CountryCode { get; set; } = "";
    public string ClusterCode { get; set; } = "";
}

/// <summary>What a cluster is.</summary>
public static class ClusterKind
{
    public const string Canton = "canton";
    public const string Cct = "cct";
    public const string Idcc = "idcc";
    public const string Department = "department";
}
