using System.Globalization;
using System.Text.Json;
using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr.Payroll;

public sealed partial class PayrollVariables
{
    private const decimal MaxHours = 744m;
    private const decimal MaxDays = 31m;
    private const decimal MaxCachets = 99m;
    private const decimal MaxAmount = 99_999_999.99m;
    private const decimal MaxSupplement = 5m;
    private const int MaxEntries = 100;
    private const int LabelMaxLength = 100;
    private const int ItemCodeMaxLength = 20;
    private const int FineDecimals = 4;

    private readonly SortedDictionary<string, string> _canonical = new(StringComparer.Ordinal);

    /// <summary>Checks the whole object, the parts of single employees included.</summary>
    public static void Check(JsonElement? variables)
    {
        Parse(variables, employeeId: null);
        if (variables is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(ByEmployeeKey, out var parts))
        {
            foreach (var part in parts.EnumerateObject())
            {
                new PayrollVariables().ReadAll(part.Value, $"{ByEmployeeKey}.{part.Name}.");
            }
        }
    }

    /// <summary>The variables of one employee.</summary>
    public static PayrollVariables Parse(JsonElement? variables, Guid? employeeId)
    {
        var parsed = new PayrollVariables();
        if (variables is not { } given || given.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return parsed;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            throw new DomainRuleException("invalid_variable", "variables is not an object.", "variables");
        }

        var own = OwnPart(given, employeeId);
        var replaced = own is { } part ? part.Value.EnumerateObject().Select(entry => entry.Name).ToHashSet() : [];
        foreach (var entry in given.EnumerateObject().Where(entry => entry.Name != ByEmployeeKey && !replaced.Contains(entry.Name)))
        {
            parsed.Read(entry.Name, entry.Name, entry.Value);
        }

        if (own is { } mine)
        {
            parsed.ReadAll(mine.Value, $"{ByEmployeeKey}.{mine.Name}.");
        }

        return parsed;
    }

    private static (string Name, JsonElement Value)? OwnPart(JsonElement given, Guid? employeeId)
    {
        if (!given.TryGetProperty(ByEmployeeKey, out var parts))
        {
            return null;
        }

        (string, JsonElement)? own = null;
        foreach (var part in RequireObject(parts, ByEmployeeKey).EnumerateObject())
        {
            var path = $"{ByEmployeeKey}.{part.Name}";
            RequireObject(part.Value, path);
            if (!Guid.TryParse(part.Name, out var id))
            {
                throw PayrollFaults.Variable(path, "is not named by an employee id");
            }

            own = id == employeeId ? (part.Name, part.Value) : own;
        }

        return own;
    }

    private void ReadAll(JsonElement part, string prefix)
    {
        foreach (var entry in RequireObject(part, prefix.TrimEnd('.')).EnumerateObject())
        {
            Read(entry.Name, prefix + entry.Name, entry.Value);
        }
    }

    private void Read(string key, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        switch (key)
        {
            case "hours":
                Hours = Number(key, path, value, MaxHours, FineDecimals);
                break;
            case "night_hours":
                NightHours = Supplemented(key, path, value);
                break;
            case "sunday_hours":
                SundayHours = Supplemented(key, path, value);
                break;
            case "overtime_hours":
                OvertimeHours = Supplemented(key, path, value);
                break;
            case "overtime_25_hours":
                Overtime25Hours = Number(key, path, value, MaxHours, FineDecimals);
                break;
            case "overtime_50_hours":
                Overtime50Hours = Number(key, path, value, MaxHours, FineDecimals);
                break;
            case "complementary_10_hours":
                Complementary10Hours = Number(key, path, value, MaxHours, FineDecimals);
                break;
            case "complementary_25_hours":
                Complementary25Hours = Number(key, path, value, MaxHours, FineDecimals);
                break;
            case "engagement_days":
                EngagementDays = Number(key, path, value, MaxDays, decimals: 0);
                break;
            case "days":
                Days = Number(key, path, value, MaxDays, FineDecimals);
                break;
            case "cachets":
                Cachets = (int)Number(key, path, value, MaxCachets, decimals: 0);
                break;
            case "unpaid_days":
                UnpaidDays = Number(key, path, value, PayrollMonth.Days30, FineDecimals);
                break;
            case "bonus":
                Bonus = Number(key, path, value, MaxAmount);
                break;
            case "commission":
                Commission = Number(key, path, value, MaxAmount);
                break;
            case "gratuity":
                Gratuity = Number(key, path, value, MaxAmount);
                break;
            case "allowances":
                Allowances = Amounts(key, path, value);
                break;
            case "expenses":
                Expenses = Amounts(key, path, value);
                break;
            case "advances":
                Advances = Amounts(key, path, value);
                break;
            case "lines":
                Lines = [.. Entries(key, path, value, LineOf)];
                break;
            default:
                throw PayrollFaults.Variable(path, "is unknown");
        }
    }

    private SupplementedHours Supplemented(string key, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return new SupplementedHours(Number(key, path, value, MaxHours, FineDecimals), null);
        }

        var entry = Fields(path, value, "hours", "supplement");
        return new SupplementedHours(
            Number($"{key}.hours", $"{path}.hours", Required(entry, path, "hours"), MaxHours, FineDecimals),
            entry.TryGetValue("supplement", out var given)
                ? Number($"{key}.supplement", $"{path}.supplement", given, MaxSupplement, decimals: 6)
                : null
        );
    }

    private List<GivenAmount> Amounts(string key, string path, JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? Entries(key, path, value, AmountOf)
            : [new GivenAmount(path, Number(key, path, value, MaxAmount), null, null)];

    private GivenAmount AmountOf(string key, string path, JsonElement value)
    {
        var entry = Fields(path, value, "amount", "item_code", "label");
        return new GivenAmount(
            path,
            Number($"{key}.amount", $"{path}.amount", Required(entry, path, "amount"), MaxAmount),
            TextOf(entry, key, path, "item_code", ItemCodeMaxLength),
            TextOf(entry, key, path, "label", LabelMaxLength)
        );
    }

    private GivenLine LineOf(string key, string path, JsonElement value)
    {
        var entry = Fields(path, value, "item_code", "amount", "quantity", "unit_price", "label");
        decimal? Signed(string field, int decimals) =>
            entry.TryGetValue(field, out var given)
                ? Number($"{key}.{field}", $"{path}.{field}", given, MaxAmount, decimals, least: -MaxAmount)
                : null;
        var line = new GivenLine(
            path,
            TextOf(entry, key, path, "item_code", ItemCodeMaxLength) ?? throw PayrollFaults.Variable($"{path}.item_code", "is required"),
            Signed("amount", decimals: 2),
            Signed("quantity", FineDecimals),
            Signed("unit_price", FineDecimals),
            TextOf(entry, key, path, "label", LabelMaxLength)
        );
        return line.Amount is null == (line.Quantity is null || line.UnitPrice is null)
            ? throw PayrollFaults.Variable(path, "has either an amount, or a quantity and a unit_price")
            : line;
    }

    private static List<T> Entries<T>(string key, string path, JsonElement value, Func<string, string, JsonElement, T> read)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MaxEntries)
        {
            throw PayrollFaults.Variable(path, $"is not a list of at most {MaxEntries}");
        }

        return [.. value.EnumerateArray().Select((entry, place) => read($"{key}[{place}]", $"{path}[{place}]", entry))];
    }

    private static Dictionary<string, JsonElement> Fields(string path, JsonElement value, params string[] known)
    {
        var fields = RequireObject(value, path).EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null).ToList();
        var unknown = fields.Find(field => !known.Contains(field.Name));
        return unknown.Value.ValueKind == JsonValueKind.Undefined
            ? fields.ToDictionary(field => field.Name, field => field.Value)
            : throw PayrollFaults.Variable($"{path}.{unknown.Name}", "is unknown");
    }

    private static JsonElement Required(Dictionary<string, JsonElement> entry, string path, string field) =>
        entry.TryGetValue(field, out var given) ? given : throw PayrollFaults.Variable($"{path}.{field}", "is required");

    private static JsonElement RequireObject(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Object ? value : throw PayrollFaults.Variable(path, "is not an object");

    private string? TextOf(Dictionary<string, JsonElement> entry, string key, string path, string field, int maxLength)
    {
        if (!entry.TryGetValue(field, out var given))
        {
            return null;
        }

        if (
            given.ValueKind != JsonValueKind.String
            || !PlainText.TryClean(given.GetString(), out var text)
            || text.Length is 0
            || text.Length > maxLength
        )
        {
            throw PayrollFaults.Variable($"{path}.{field}", $"is not a line of text of at most {maxLength} characters");
        }

        return _canonical[$"{key}.{field}"] = text;
    }

    private decimal Number(string key, string path, JsonElement value, decimal most, int decimals = 2, decimal least = 0)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var number = 0m;
        var read = text is null
            ? value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out number)
            : decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out number);
        if (!read)
        {
            throw PayrollFaults.Variable(path, "is not a number");
        }

        if (number < least || number > most)
        {
            throw PayrollFaults.Variable(path, string.Create(CultureInfo.InvariantCulture, $"is outside {least} to {most}"));
        }

        if (decimal.Round(number, decimals) != number)
        {
            throw PayrollFaults.Variable(path, $"has more than {decimals} decimals");
        }

        _canonical[key] = Words.Of(number);
        return number;
    }
}
