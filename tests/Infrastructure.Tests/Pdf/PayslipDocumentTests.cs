using Pinnokio.Infrastructure.Pdf;

namespace Pinnokio.Infrastructure.Tests.Pdf;

public sealed class PayslipDocumentTests
{
    [Theory]
    [InlineData("fr", "Décompte de salaire", "Janvier 2025", "Salaire|6'500.00|6'500.00", "Net à payer|CHF 5'530.00")]
    [InlineData("it", "Décompte de salaire", "Janvier 2025", "Salaire|6'500.00|6'500.00", "Net à payer|CHF 5'530.00")]
    [InlineData("de", "Lohnabrechnung", "Januar 2025", "Lohn|6'500.00|6'500.00", "Auszahlung|CHF 5'530.00")]
    [InlineData("en", "Payslip", "January 2025", "Pay|6,500.00|6,500.00", "Net payable|CHF 5,530.00")]
    public void SpeaksTheLanguageOfTheEmployee(string language, string title, string month, string line, string net)
    {
        var rows = Rows(Payslips.Swiss(language));

        rows.ShouldContain(row => row.EndsWith(title, StringComparison.Ordinal));
        rows.ShouldContain(month);
        rows.Select(Sorted).ShouldContain(Sorted(line));
        rows.ShouldContain(net);
    }

    [Fact]
    public void ShowsLinesInGroupsWithTheirTotals()
    {
        var rows = Rows(Payslips.Swiss());

        rows.ShouldContain("6'500.00|5.30\u00a0%|−344.50|5.30\u00a0%|344.50|Cotisation 5010");
        rows.ShouldContain("6'500.00|2.28\u00a0%|148.20|FAK");
        rows.ShouldContain("6'500.00|10.00\u00a0%|−650.00|Impôt à la source");
        rows.Where(row =>
                row.Split('|')[0] is "Salaire brut" or "Total des cotisations" or "Net avant impôt" or "Coût total pour l’employeur"
            )
            .ShouldBe([
                "Salaire brut|6'500.00",
                "Total des cotisations|−344.50|492.70",
                "Net avant impôt|6'155.50",
                "Salaire brut|6'500.00|13'000.00",
                "Total des cotisations|−344.50|−689.00",
                "Coût total pour l’employeur|6'992.70|13'985.40",
            ]);
    }

    [Fact]
    public void ShowsCompanyAndEmployeeWithMaskedNumbers()
    {
        var rows = Rows(Payslips.Swiss());

        rows[0].ShouldStartWith("Œuvre & Cie SA");
        rows.ShouldContain("Matricule|E-17|Zoé Großłęcki");
        rows.ShouldContain("N° AVS|756.••••.••••.97");
        rows.ShouldContain("Fonction|Façadière");
        rows.ShouldContain("Contrat|CDI au mois");
        rows.ShouldContain("Date d’entrée|01.03.2020");
    }

    [Theory]
    [InlineData("draft", "BROUILLON", "Brouillon, non validé")]
    [InlineData("calculated", "BROUILLON", "Brouillon, non validé")]
    [InlineData("validated", null, "Validé, à payer")]
    public void BearsTheWordDraft_UntilItIsValidated(string status, string? mark, string payment)
    {
        var rows = Rows(Payslips.Swiss(status: status));

        rows.Contains("BROUILLON").ShouldBe(mark is not null);
        rows.ShouldContain($"Paiement|{payment}");
    }

    [Fact]
    public void WritesAmountsAndDatesAsInFrance_ForAFrenchCompany()
    {
        var facts = Payslips.French(contributions: 1);
        facts.Result.PaidAt = new(2025, 1, 24, 23, 30, 0, TimeSpan.Zero); // the 25th in Paris

        var rows = Rows(facts);

        rows.ShouldContain("96,00 h|24,00|2\u00a0304,00|Heures normales");
        rows.ShouldContain("Paiement|Payé le 25/01/2025");
        rows.ShouldContain("Période travaillée|96 h");
        rows[^2].ShouldContain("www.service-public.fr");
    }

    [Fact]
    public void RepeatsItsHead_WhenItGoesOnOnAnotherPage()
    {
        var pages = PdfText.PagesOf(PayslipDocument.Render(Payslips.French(contributions: 100)));

        pages.Count.ShouldBe(3);
        pages.ShouldAllBe(page => page.Count(row => row == "Désignation|Base|Taux|Salarié|Taux|Employeur") == 1);
        pages.Select(page => page[^1].Split('|')[^1]).ShouldBe(["Page 1 / 3", "Page 2 / 3", "Page 3 / 3"]);
        pages[1][0].ShouldBe("Bulletin de paie  ·  Janvier 2025|Zoé Großłęcki  ·  Théâtre de l’Île SAS");
        pages.Sum(page => page.Count(row => row.Contains("|Cotisation C", StringComparison.Ordinal))).ShouldBe(100);
    }

    [Fact]
    public void KeepsEveryWord_WhenNamesAreLong()
    {
        var facts = Payslips.Swiss();
        facts.Company.Name = string.Join(' ', Enumerable.Repeat("Société", 28));
        facts.Employee.LastName = new string('W', 100);
        facts.Result.Lines[0].Labels = Payslips.Labels(string.Join(' ', Enumerable.Repeat("supplément", 12)));

        var text = string.Concat(Rows(facts));

        Count(text, "supplément").ShouldBe(12);
        Count(text, "Société").ShouldBeGreaterThanOrEqualTo(28);
        text.Count(c => c == 'W').ShouldBeGreaterThanOrEqualTo(100);
    }

    [Fact]
    public void KeepsTheText_WhenTheTypefaceHasNoGlyphForIt()
    {
        var facts = Payslips.Swiss();
        facts.Employee.LastName = "李 𝒵";

        Rows(facts).ShouldContain("Matricule|E-17|Zoé 李 𝒵");
    }

    [Fact]
    public void FallsBackToFrench_WhenALineHasNoLabelInTheLanguage()
    {
        var facts = Payslips.Swiss("de");
        facts.Result.Lines[4].Labels = "{}";

        var rows = Rows(facts);

        rows.ShouldContain(row => row.EndsWith("|Impôt à la source", StringComparison.Ordinal));
        rows.ShouldContain("24.50|6000");
    }

    [Fact]
    public void SaysWhatItIs()
    {
        var pdf = PayslipDocument.Render(Payslips.Swiss("de"));

        PdfText.InfoOf(pdf, "Title").ShouldBe("Lohnabrechnung Januar 2025, Zoé Großłęcki");
        PdfText.InfoOf(pdf, "Author").ShouldBe("Œuvre & Cie SA");
        PdfText.CatalogOf(pdf).ShouldContain("/Lang(de)");
        PayslipDocument.FileNameOf(Payslips.Swiss()).ShouldBe("Décompte de salaire 2025-01 Zoé Großłęcki.pdf");
    }

    [Fact]
    public void HasTheSameBytes_WhenTheFactsAreTheSame()
    {
        var facts = Payslips.French();

        PayslipDocument.Render(facts).ShouldBe(PayslipDocument.Render(facts));
    }

    [Fact]
    public void EmbedsTheGlyphsItUsesAlone()
    {
        var fonts = PdfText.FontsOf(PayslipDocument.Render(Payslips.Swiss()));

        fonts.Count.ShouldBe(2);
        fonts.ShouldAllBe(font => font.Length < 40_000);
    }

    private static IReadOnlyList<string> Rows(PayslipFacts facts) =>
        [.. PdfText.PagesOf(PayslipDocument.Render(facts)).SelectMany(page => page)];

    private static string Sorted(string row) => string.Join('|', row.Split('|').Order(StringComparer.Ordinal));

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
