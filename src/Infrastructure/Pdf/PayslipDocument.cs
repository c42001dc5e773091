using System.Text;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>Draws one payslip. The same facts give the same bytes.</summary>
internal sealed class PayslipDocument
{
    private const double Small = 7.5;
    private const double Normal = 8.5;
    private const double FactHeight = 12.5;
    private const double ValueAt = PayslipSheet.Left + 100;
    private const double AddressAt = 350;
    private const double FootAt = 812;
    private const int MaxFileName = 120;
    private const string ForbiddenInNames = "\"*/:<>?\\|";

    private readonly PayslipFacts _facts;
    private readonly PayslipWords _words;
    private readonly PayslipFormat _format;
    private readonly bool _isSwiss;
    private readonly string _period;
    private readonly string _person;

    private PayslipDocument(PayslipFacts facts)
    {
        _facts = facts;
        _isSwiss = !string.Equals(facts.Company.CountryCode, CountryCode.France, StringComparison.OrdinalIgnoreCase);
        _words = PayslipWords.In(facts.Employee.Language);
        _format = PayslipFormat.For(_words.Language, _isSwiss);
        _period = _words.Month(facts.Result.PeriodYear, facts.Result.PeriodMonth);
        _person = $"{facts.Employee.FirstName} {facts.Employee.LastName}";
    }

    private string Title => _isSwiss ? _words.TitleSwiss : _words.TitleFrench;

    public static byte[] Render(PayslipFacts facts) => new PayslipDocument(facts).Draw();

    /// <summary>Such as <c>Décompte de salaire 2025-01 Léa Favre.pdf</c>.</summary>
    public static string FileNameOf(PayslipFacts facts)
    {
        var payslip = new PayslipDocument(facts);
        var name = FormattableString.Invariant(
            $"{payslip.Title} {facts.Result.PeriodYear:D4}-{facts.Result.PeriodMonth:D2} {payslip._person}"
        );
        return string.Concat(name.EnumerateRunes().Take(MaxFileName).Select(c => Rune.IsControl(c) || IsForbidden(c) ? "_" : c.ToString()))
            + ".pdf";

        static bool IsForbidden(Rune character) => ForbiddenInNames.EnumerateRunes().Contains(character);
    }

    private byte[] Draw()
    {
        var sheet = new PayslipSheet(ContinuePage);
        DrawHead(sheet);
        DrawPeople(sheet);
        new PayslipTable(_facts, _words, _format, sheet).Draw();
        if (!_isSwiss)
        {
            DrawAdvice(sheet);
        }

        sheet.OnEveryPage((page, pages) => DrawFoot(sheet, page, pages));
        if (!PayslipState.IsFinal(_facts.Result))
        {
            sheet.Watermark(_words.Draft);
        }

        return sheet.Finish(_words.Language, $"{Title} {_period}, {_person}", _facts.Company.Name, _facts.Result.CreatedAt);
    }

    private void DrawHead(PayslipSheet sheet)
    {
        var (company, result) = (_facts.Company, _facts.Result);
        var top = sheet.Y;
        var y = top + 4;
        foreach (var line in sheet.Wrap(company.Name, 290, 13, bold: true))
        {
            y += 12;
            sheet.Text(line, PayslipSheet.Left, y, 13, bold: true, Ink.Accent);
            y += 3;
        }

        foreach (var fact in CompanyFacts(company))
        {
            y += 11;
            sheet.Text(fact, PayslipSheet.Left, y, Small, ink: Ink.Grey);
        }

        sheet.TextToRight(Title, PayslipSheet.Right, top + 16, 13, bold: true, Ink.Accent);
        sheet.TextToRight(_period, PayslipSheet.Right, top + 31, 10.5, bold: true);
        var days = $"{_format.Date(result.PeriodStart)} – {_format.Date(result.PeriodEnd)}";
        sheet.TextToRight(days, PayslipSheet.Right, top + 43, Small, ink: Ink.Grey);
        var right = top + 45;
        if (result.Sequence > 0)
        {
            right += 12;
            sheet.TextToRight(string.Format(null, _words.Correction, result.Sequence), PayslipSheet.Right, top + 55, Small, ink: Ink.Grey);
        }

        sheet.Y = Math.Max(y, right) + 9;
        sheet.Rule(sheet.Y, Ink.Accent, 1.2);
        sheet.Y += 20;
    }

    private static IEnumerable<string> CompanyFacts(Company company)
    {
        if (company.TradeName is { Length: > 0 } trade && trade != company.Name)
        {
            yield return trade;
        }

        if (
            string.Join(", ", new[] { company.Region, company.Country }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } place
        )
        {
            yield return place;
        }

        (string Name, string? Value)[] numbers = [("UID", company.UidNumber), ("SIRET", company.Siret), ("APE", company.ApeCode)];
        if (string.Join("  ·  ", numbers.Where(n => n.Value is { Length: > 0 }).Select(n => $"{n.Name} {n.Value}")) is { Length: > 0 } ids)
        {
            yield return ids;
        }
    }

    private void DrawPeople(PayslipSheet sheet)
    {
        var top = sheet.Y;
        var y = top;
        foreach (var (name, value) in EmployeeFacts().Where(fact => !string.IsNullOrEmpty(fact.Value)))
        {
            sheet.Text(name, PayslipSheet.Left, y, Small, ink: Ink.Grey);
            foreach (var line in sheet.Wrap(value!, AddressAt - ValueAt - 20, Normal))
            {
                sheet.Text(line, ValueAt, y, Normal);
                y += FactHeight;
            }
        }

        var employee = _facts.Employee;
        var at = top;
        foreach (var line in sheet.Wrap(_person, PayslipSheet.Right - AddressAt, 10, bold: true))
        {
            sheet.Text(line, AddressAt, at, 10, bold: true);
            at += 14;
        }

        string?[] address =
        [
            employee.AddressLine1,
            employee.AddressLine2,
            $"{employee.PostalCode} {employee.City}".Trim(),
            employee.Country == _facts.Company.CountryCode ? null : employee.Country,
        ];
        foreach (
            var line in address.Where(l => !string.IsNullOrEmpty(l)).SelectMany(l => sheet.Wrap(l!, PayslipSheet.Right - AddressAt, 9.5))
        )
        {
            sheet.Text(line, AddressAt, at, 9.5);
            at += 13;
        }

        sheet.Y = Math.Max(y, at) + 6;
    }

    private IEnumerable<(string Name, string? Value)> EmployeeFacts()
    {
        var (employee, contract, result) = (_facts.Employee, _facts.Contract, _facts.Result);
        yield return (_words.Identifier, employee.Identifier);
        yield return (_words.AvsNumber, employee.AvsNumber?.Mask);
        yield return (_words.Nir, employee.Nir?.Mask);
        yield return (_words.JobTitle, contract?.JobTitle);
        yield return (_words.Contract, string.Join(", ", new[] { ContractLabel(), contract?.Reference }.Where(p => p is { Length: > 0 })));
        yield return (_words.HiredOn, _format.Date(employee.HireDate));
        yield return (_words.ActivityRate, contract is null ? null : $"{_format.Plain(contract.WorkRate * 100m)}\u00a0%");
        yield return (_words.Agreement, (contract?.Idcc ?? _facts.Company.Idcc) is { Length: > 0 } idcc ? $"IDCC {idcc}" : null);
        yield return (_words.WorkedTime, WorkedTime(result));
        yield return (_words.Payment, PayslipState.Text(result, _facts.Company.Tz, _words, _format));
        yield return (_words.Account, employee.Iban?.Mask);
    }

    private string? ContractLabel() =>
        _words.Language switch
        {
            Language.English => _facts.ContractType?.LabelEn,
            Language.German => _facts.ContractType?.LabelDe,
            _ => _facts.ContractType?.LabelFr,
        };

    private string WorkedTime(PayrollResult result)
    {
        (decimal? Value, string Unit)[] parts =
        [
            (result.WorkedMinutes / 60m, _words.Units["hour"]),
            (result.Cachets, _words.Units["cachet"]),
            (result.Days30, $"/ 30 {_words.Units["day"]}"),
        ];
        return string.Join(
            "  ·  ",
            parts.Where(part => part.Value is > 0).Select(part => $"{_format.Plain(part.Value!.Value)} {part.Unit}")
        );
    }

    private void ContinuePage(PayslipSheet sheet)
    {
        sheet.Text($"{Title}  ·  {_period}", PayslipSheet.Left, sheet.Y, Normal, bold: true, Ink.Accent);
        var subject = sheet.Fit($"{_person}  ·  {_facts.Company.Name}", 330, Normal);
        sheet.TextToRight(subject, PayslipSheet.Right, sheet.Y, Normal, ink: Ink.Grey);
        sheet.Rule(sheet.Y + 7, Ink.Accent, 0.8);
        sheet.Y += 22;
    }

    private void DrawAdvice(PayslipSheet sheet)
    {
        var lines = sheet.Wrap(_words.KeepForever, PayslipSheet.Width, Small);
        sheet.Reserve(lines.Count * 10);
        foreach (var line in lines)
        {
            sheet.Text(line, PayslipSheet.Left, sheet.Y, Small, ink: Ink.Grey);
            sheet.Y += 10;
        }
    }

    private void DrawFoot(PayslipSheet sheet, int page, int pages)
    {
        sheet.Rule(FootAt - 11);
        var subject = sheet.Fit($"{_period}  ·  {_person}  ·  {_facts.Company.Name}", PayslipSheet.Width - 60, 7);
        sheet.Text(subject, PayslipSheet.Left, FootAt, 7, ink: Ink.Grey);
        sheet.TextToRight(string.Format(null, _words.Page, page, pages), PayslipSheet.Right, FootAt, 7, ink: Ink.Grey);
    }
}
