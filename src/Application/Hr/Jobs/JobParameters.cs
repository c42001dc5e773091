using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>What a <c>payroll_calculate</c> asks of the jobber, in the words of its interface.</summary>
public sealed record CalculateParameters(Guid CompanyId, Guid EmployeeId, int Year, int Month)
{
    /// <summary>What the month brings beside the contract; an object.</summary>
    public required JsonElement Variables { get; init; }
    public bool ForceRecalculate { get; init; }
}

/// <summary>What a <c>payroll_batch</c> asks of the jobber; null selects all. What was not given is not there: the jobber's interface is older than it.</summary>
public sealed record BatchParameters(Guid CompanyId, int Year, int Month)
{
    public IReadOnlyList<Guid>? EmployeeIds { get; init; }
    public string? ClusterCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Variables { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ForceRecalculate { get; init; }
}

/// <summary>What a <c>pdf_generate</c> asks of the jobber.</summary>
public sealed record PdfParameters(Guid PayrollId);
