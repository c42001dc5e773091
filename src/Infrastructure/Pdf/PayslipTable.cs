using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>The lines of a payslip in groups, its totals, and the year so far.</summary>
internal sealed class PayslipTable(PayslipFacts facts, PayslipWords words, PayslipFormat format, PayslipSheet sheet)
{
    private const double Small = 7.5;
    private const double Normal = 8.5;
    private const double RowHeight = 12;
    private const double HeadHeight = 17;
    private const double HeadingHeight = 16;
    private const double TotalHeight = 17;
    private const double LabelWidth = 196;
    private const double BaseAt = 320;
    private const double RateAt = 366;
    private const double EmployeeAt = 434;
    private const double EmployerRateAt = 486;
    private const double Inset = 6;
    private const double EmployerAt = PayslipSheet.Right - Inset;
    private const double LabelAt = PayslipSheet.Left + Inset;
    private const double YearAt = EmployerAt;
    private const double MonthAt = EmployerAt - 110;

    public void Draw()
    {
        DrawHead();
        var result = facts.Result;
        var groups = result.Lines.Where(line => !PayslipSections.IsSum(line)).OrderBy(line => line.LineNo).ToLookup(PayslipSections.Of);
        foreach (var section in Enum.GetValues<PayslipSection>())
        {
            if (section == PayslipSection.Information)
            {
                DrawNet(); // what follows does not count
            }

            DrawSection(section, [.. groups[section]]);
            if (section == PayslipSection.Earnings)
            {
                DrawTotal(words.Gross, result.Gross, null);
            }
            else if (section == PayslipSection.Contributions)
            {
                DrawTotal(words.TotalContributions, -result.TotalEe, result.TotalEr);
                DrawTotal(words.NetBeforeTax, result.NetBeforeTax, null);
            }
        }

        DrawSummary();
    }

    private void DrawHead()
    {
        sheet.Band(sheet.Y, HeadHeight, Ink.Tint);
        var y = sheet.Y + 11.5;
        sheet.Text(words.Description, LabelAt, y, Small, bold: true, Ink.Accent);
        (string Word, double At)[] columns =
        [
            (words.Base, BaseAt),
            (words.Rate, RateAt),
            (words.Employee, EmployeeAt),
            (words.Rate, EmployerRateAt),
            (words.Employer, EmployerAt),
        ];
        foreach (var (word, at) in columns)
        {
            sheet.TextToRight(word, at, y, Small, bold: true, Ink.Accent);
        }

        sheet.Y += HeadHeight;
    }

    private void DrawSection(PayslipSection section, IReadOnlyList<PayrollLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var label = sheet.Wrap(lines[i].LabelIn(words.Language), LabelWidth, Normal);
            // A heading never stands alone at the foot of a page.
            Reserve((label.Count * RowHeight) + (i == 0 ? HeadingHeight : 0));
            if (i == 0)
            {
                sheet.Text(words.Sections[(int)section], LabelAt, sheet.Y + 12.5, Small, bold: true, Ink.Accent);
                sheet.Y += HeadingHeight;
            }

            DrawLine(lines[i], label, PayslipSections.IsDeducted(section));
        }

        if (section == PayslipSection.Information && lines.Count > 0)
        {
            sheet.Y += 10;
        }
    }

    private void DrawLine(PayrollLine line, IReadOnlyList<string> label, bool isDeducted)
    {
        var y = sheet.Y + 9.5;
        var (@base, rate) = Terms(line);
        sheet.TextToRight(@base, BaseAt, y, Normal, ink: Ink.Grey);
        sheet.TextToRight(rate, RateAt, y, Normal, ink: Ink.Grey);
        if (line.AmountEe is { } amount)
        {
            sheet.TextToRight(format.Money(isDeducted ? -amount : amount), EmployeeAt, y, Normal);
        }

        if (line.AmountEr is { } employer)
        {
            sheet.TextToRight(line.RateEr is { } share ? format.Percent(share) : "", EmployerRateAt, y, Normal, ink: Ink.Grey);
            sheet.TextToRight(format.Money(employer), EmployerAt, y, Normal, ink: Ink.Grey);
        }

        foreach (var part in label)
        {
            sheet.Text(part, LabelAt, sheet.Y + 9.5, Normal);
            sheet.Y += RowHeight;
        }
    }

    /// <summary>On what the amount rests: a base and a rate, or a quantity and a price.</summary>
    private (string Base, string Rate) Terms(PayrollLine line)
    {
        if (line.Quantity is not { } quantity || line.UnitPrice is not { } price)
        {
            return (line.Base is { } sum ? format.Money(sum) : "", line.RateEe is { } rate ? format.Percent(rate) : "");
        }

        if (line.Unit == "month")
        {
            return (format.Number(price), quantity == 1 ? "" : format.Percent(quantity));
        }

        var count = $"{format.Number(quantity)} {(line.Unit is { } unit ? words.Units.GetValueOrDefault(unit, unit) : "")}".Trim();
        return line.RateEe is { } factor ? ($"{count} × {format.Number(price)}", format.Percent(factor)) : (count, format.Number(price));
    }

    private void DrawTotal(string label, decimal amount, decimal? employer)
    {
        Reserve(TotalHeight);
        sheet.Rule(sheet.Y + 2);
        var y = sheet.Y + 12.5;
        sheet.Text(label, LabelAt, y, Normal, bold: true);
        sheet.TextToRight(format.Money(amount), EmployeeAt, y, Normal, bold: true);
        if (employer is { } sum)
        {
            sheet.TextToRight(format.Money(sum), EmployerAt, y, Normal, bold: true, Ink.Grey);
        }

        sheet.Y += TotalHeight;
    }

    private void DrawNet()
    {
        Reserve(36);
        sheet.Y += 7;
        sheet.Band(sheet.Y, 25, Ink.Accent);
        sheet.Text(words.NetPayable, LabelAt, sheet.Y + 16.5, 11, bold: true, Ink.White);
        var amount = $"{facts.Result.Currency} {format.Money(facts.Result.NetPayable)}";
        sheet.TextToRight(amount, EmployerAt, sheet.Y + 16.5, 12, bold: true, Ink.White);
        sheet.Y += 37;
    }

    private void DrawSummary()
    {
        var (month, year, result) = (PayslipTotals.Of(facts.Result), facts.Year, facts.Result);
        (string Label, decimal Month, decimal Year)[] rows =
        [
            (words.Gross, month.Gross, year.Gross),
            (words.TotalContributions, -month.TotalEe, -year.TotalEe),
            (words.Tax, -month.Tax, -year.Tax),
            (words.NetPayable, month.NetPayable, year.NetPayable),
            (words.EmployerContributions, month.TotalEr, year.TotalEr),
            (words.EmployerCost, month.EmployerCost, year.EmployerCost),
        ];
        sheet.Reserve(HeadHeight + (rows.Length * RowHeight) + 2);
        sheet.Band(sheet.Y, HeadHeight, Ink.Tint);
        sheet.Text(words.Summary, LabelAt, sheet.Y + 11.5, Small, bold: true, Ink.Accent);
        sheet.TextToRight(words.Month(result.PeriodYear, result.PeriodMonth), MonthAt, sheet.Y + 11.5, Small, bold: true, Ink.Accent);
        var until = string.Format(null, words.YearToDate, result.PeriodYear);
        sheet.TextToRight(until, YearAt, sheet.Y + 11.5, Small, bold: true, Ink.Accent);
        sheet.Y += HeadHeight + 2;
        foreach (var (label, thisMonth, thisYear) in rows)
        {
            sheet.Text(label, LabelAt, sheet.Y + 9.5, Normal);
            sheet.TextToRight(format.Money(thisMonth), MonthAt, sheet.Y + 9.5, Normal);
            sheet.TextToRight(format.Money(thisYear), YearAt, sheet.Y + 9.5, Normal);
            sheet.Y += RowHeight;
        }

        sheet.Y += 14;
    }

    private void Reserve(double height)
    {
        var before = sheet.Y;
        sheet.Reserve(height);
        if (sheet.Y < before) // a new page
        {
            DrawHead();
        }
    }
}
