namespace Pinnokio.Domain.Hr;

/// <summary>A line that a payslip can have (reference row). Its number is for people: catalogues differ, and no rule hangs on it.</summary>
public sealed class PayrollItem : ReferenceCode
{
    /// <summary>The cluster that alone has it; null for all of the country.</summary>
    public string? ClusterCode { get; set; }

    /// <summary>A code of <see cref="ItemNatureCode"/>.</summary>
    public string Kind { get; set; } = "earning";

    /// <summary>A code of <see cref="ChargeBearerCode"/>; null for what is no charge.</summary>
    public string? ChargeBearer { get; set; }

    /// <summary>The bases that it enters, such as avs, ac, laa, ijm, lpp and tax in Switzerland.</summary>
    public string[] Bases { get; set; } = [];

    /// <summary>On what a charge is computed.</summary>
    public string? ChargeBase { get; set; }
    public bool VacationBase { get; set; }
    public bool ThirteenthBase { get; set; }

    /// <summary>Its place on the Swiss salary certificate.</summary>
    public string? CertificatePosition { get; set; }
    public string? StatCategory { get; set; }
}

/// <summary>What a payroll item is (reference row): an earning, a contribution, an expense.</summary>
public sealed class ItemNatureCode : ReferenceCode;

/// <summary>Who bears a charge (reference row).</summary>
public sealed class ChargeBearerCode : ReferenceCode;
