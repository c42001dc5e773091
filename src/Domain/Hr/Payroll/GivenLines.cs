namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>Adds what the month's variables name by amount: a country's rules say which items callers may name.</summary>
internal static class GivenLines
{
    private const string GivenFormula = "as given";

    /// <summary>The free lines of one kind.</summary>
    public static void AddTo(Payslip payslip, IReadOnlyDictionary<string, PayItem> addable, PayItemKind kind)
    {
        foreach (var line in payslip.Input.Variables.Lines)
        {
            var item = Find(addable, line.ItemCode, line.Path);
            if (item.Kind != kind)
            {
                continue;
            }

            if (line.Amount is { } amount)
            {
                payslip.Give(item, amount, GivenFormula, line.Label);
            }
            else
            {
                payslip.Multiply(item, line.Quantity ?? 0, PayUnit.Piece, line.UnitPrice ?? 0, label: line.Label);
            }
        }
    }

    /// <summary>The amounts of one kind, on their items or on the usual one, and then the free lines of that kind.</summary>
    public static void AddTo(
        Payslip payslip,
        IReadOnlyDictionary<string, PayItem> addable,
        PayItemKind kind,
        IReadOnlyList<GivenAmount> amounts,
        PayItem usual
    )
    {
        foreach (var given in amounts)
        {
            var item = given.ItemCode is { } code ? Find(addable, code, given.Path) : usual;
            if (item.Kind != kind)
            {
                throw PayrollFaults.Variable($"{given.Path}.item_code", "is an item of another kind");
            }

            payslip.Give(item, given.Amount, GivenFormula, given.Label);
        }

        AddTo(payslip, addable, kind);
    }

    private static PayItem Find(IReadOnlyDictionary<string, PayItem> addable, string code, string path) =>
        addable.TryGetValue(code, out var item)
            ? item
            : throw PayrollFaults.Variable($"{path}.item_code", "is not an item that can be added");
}
