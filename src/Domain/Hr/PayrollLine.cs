using System.Text.Json;
using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>One line of a payslip; Labels (a snapshot of the item's names) and Trace (where the quantity comes from) are JSON.</summary>
public sealed class PayrollLine
{
    public Guid ResultId { get; set; }
    public int LineNo { get; set; }
    public string ItemCode { get; set; } = "";
    public string Labels { get; set; } = "{}";
    public decimal? Quantity { get; set; }
    public string? Unit { get; set; }
    public decimal? UnitPrice { get; set; }
    public decimal? Base { get; set; }
    public decimal? RateEe { get; set; }
    public decimal? RateEr { get; set; }
    public decimal? AmountEe { get; set; }
    public decimal? AmountEr { get; set; }
    public Guid? RateRowId { get; set; }
    public string? Formula { get; set; }
    public decimal? RoundingDelta { get; set; }
    public string? Trace { get; set; }

    /// <summary>Its name in a language, else in French, else its number: lines of another system may have any labels.</summary>
    public string LabelIn(string language)
    {
        using var labels = JsonDocument.Parse(Labels);
        return TextIn(labels.RootElement, language) ?? TextIn(labels.RootElement, Language.French) ?? ItemCode;
    }

    private static string? TextIn(JsonElement labels, string language) =>
        labels.ValueKind == JsonValueKind.Object
        && labels.TryGetProperty(language, out var text)
        && text.ValueKind == JsonValueKind.String
        && !string.IsNullOrWhiteSpace(text.GetString())
            ? text.GetString()
            : null;
}
