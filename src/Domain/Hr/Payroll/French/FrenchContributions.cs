namespace Pinnokio.Domain.Hr.Payroll.French;

/// <summary>The contributions of employee and employer, in the order of the payslip.</summary>
internal sealed class FrenchContributions(Payslip payslip, FrenchCase @case, FrenchCeilings bases)
{
    private RateTable Rates => @case.Rates;

    public void Add()
    {
        AddSocialSecurity();
        AddUnemployment();
        AddPension();
        var provident = AddProvident();
        AddCsg(provident);
        AddEmployerFunds();
    }

    private void AddSocialSecurity()
    {
        Contribute(FrenchItems.Health, bases.Social, null, Reduced(FrenchRates.Health), bases.Derivation);
        Contribute(FrenchItems.Autonomy, bases.Social, null, Plain(FrenchRates.Autonomy), bases.Derivation);
        Contribute(
            FrenchItems.OldAgeCapped,
            bases.Capped,
            Reduced(FrenchRates.Employee(FrenchRates.OldAgeCapped)),
            Reduced(FrenchRates.Employer(FrenchRates.OldAgeCapped)),
            bases.CappedDerivation
        );
        Contribute(
            FrenchItems.OldAgeUncapped,
            bases.Social,
            Reduced(FrenchRates.Employee(FrenchRates.OldAgeUncapped)),
            Reduced(FrenchRates.Employer(FrenchRates.OldAgeUncapped)),
            bases.Derivation
        );
        Contribute(FrenchItems.Family, bases.Social, null, Reduced(FrenchRates.Family), bases.Derivation);
        if (@case.HasFiftyOrMore)
        {
            Contribute(FrenchItems.Housing, bases.Social, null, Reduced(FrenchRates.HousingUncapped), bases.Derivation);
        }
        else
        {
            Contribute(FrenchItems.Housing, bases.Capped, null, Reduced(FrenchRates.HousingCapped), bases.CappedDerivation);
        }

        Contribute(FrenchItems.Accidents, bases.Social, null, Reduced(FrenchRates.Accidents), bases.Derivation);
    }

    private void AddUnemployment()
    {
        var derivation = bases.Unemployment == bases.Gross ? null : $"capped at {Words.Money(bases.Unemployment)}";
        Contribute(FrenchItems.Unemployment, bases.Unemployment, null, Plain(FrenchRates.Unemployment), derivation);
        if (@case.IsIntermittent)
        {
            var (employee, employer) = Both(FrenchRates.UnemploymentSpecific);
            Contribute(FrenchItems.UnemploymentSpecific, bases.Unemployment, employee, employer, derivation);
        }

        Contribute(FrenchItems.WageGuarantee, bases.Unemployment, null, Plain(FrenchRates.WageGuarantee), derivation);
    }

    private void AddPension()
    {
        var above = bases.Above(Rates.Value(FrenchRates.Pension2Caps));
        var (employee, employer) = OfTrade(FrenchRates.Pension1);
        Contribute(FrenchItems.Pension1, bases.Capped, employee, employer, bases.CappedDerivation);
        (employee, employer) = Both(FrenchRates.Balance1);
        Contribute(FrenchItems.Balance1, bases.Capped, employee, employer, bases.CappedDerivation);
        if (above > 0)
        {
            var derivation = $"{Words.Money(bases.Social)} above {Words.Money(bases.Cap)}";
            (employee, employer) = OfTrade(FrenchRates.Pension2);
            Contribute(FrenchItems.Pension2, above, employee, employer, derivation);
            (employee, employer) = Both(FrenchRates.Balance2);
            Contribute(FrenchItems.Balance2, above, employee, employer, derivation);
            (employee, employer) = Both(FrenchRates.TechnicalBalance);
            Contribute(FrenchItems.TechnicalBalance, bases.Capped + above, employee, employer);
        }

        if (@case.IsCadre)
        {
            (employee, employer) = Both(FrenchRates.Apec);
            Contribute(FrenchItems.Apec, bases.Limited(bases.Social, Rates.Value(FrenchRates.ApecCaps)), employee, employer);
        }
    }

    /// <summary>
    /// Cover that the law or the agreements of annexes 8 and 10 ask for must have a rate; for others it is there when there is one. Returns the
    /// employer's part, on which CSG is due.
    /// </summary>
    private decimal AddProvident()
    {
        var code = $"{FrenchRates.Provident}.{(@case.IsCadre ? "CADRE" : "NON_CADRE")}";
        var row = @case.IsCadre || @case.IsIntermittent ? Rates.Get(code) : Rates.Find(code);
        if (row is null)
        {
            return 0;
        }

        var before = payslip.TotalEr;
        Contribute(FrenchItems.Provident, bases.Capped, null, new ContributionRate(row.Value, row), bases.CappedDerivation);
        return payslip.TotalEr - before;
    }

    private void AddCsg(decimal provident)
    {
        var share = Rates.Value(FrenchRates.CsgShare);
        var limited = bases.Limited(bases.Gross, Rates.Value(FrenchRates.CsgCaps));
        var above = bases.Gross - limited;
        var @base = PayrollRounding.Cent((limited * share) + above + provident);
        var derivation =
            $"{Words.Money(limited)} x {Words.Percent(share)}"
            + (above == 0 ? "" : $" + {Words.Money(above)}")
            + (provident == 0 ? "" : $" + {Words.Money(provident)} (employer's provident cover)");
        Contribute(FrenchItems.CsgDeductible, @base, Plain(FrenchRates.CsgDeductible), null, derivation);
        Contribute(FrenchItems.CsgTaxed, @base, Plain(FrenchRates.CsgTaxed), null, derivation);
        Contribute(FrenchItems.Crds, @base, Plain(FrenchRates.Crds), null, derivation);
    }

    private void AddEmployerFunds()
    {
        if (@case.IsIntermittent)
        {
            Contribute(FrenchItems.LeaveFund, bases.Gross, null, Plain(FrenchRates.LeaveFund));
        }

        var training = @case.IsIntermittent
            ? Rates.Get($"{FrenchRates.Training}.INTERMITTENT")
            : Rates.Get(FrenchRates.Training, @case.Headcount == "<11" ? "UNDER_11" : null);
        Contribute(FrenchItems.Training, bases.Gross, null, new ContributionRate(training.Value, training));
        Contribute(FrenchItems.SocialDialogue, bases.Social, null, Plain(FrenchRates.SocialDialogue), bases.Derivation);
        if (Rates.Find(FrenchRates.Fcap) is { } fcap)
        {
            Contribute(FrenchItems.Fcap, bases.Gross, null, new ContributionRate(fcap.Value, fcap));
        }
    }

    private void Contribute(PayItem item, decimal @base, ContributionRate? employee, ContributionRate? employer, string? derivation = null)
    {
        if (@base != 0)
        {
            payslip.Contribute(item, @base, employee ?? default, employer ?? default, derivation);
        }
    }

    private ContributionRate Plain(string code)
    {
        var row = Rates.Get(code);
        return new ContributionRate(row.Value, row);
    }

    private (ContributionRate Employee, ContributionRate Employer) Both(string code) =>
        (Plain(FrenchRates.Employee(code)), Plain(FrenchRates.Employer(code)));

    private (ContributionRate Employee, ContributionRate Employer) OfTrade(string code) =>
        (Plain(@case.OfTrade(FrenchRates.Employee(code))), Plain(@case.OfTrade(FrenchRates.Employer(code))));

    /// <summary>Artists pay a share of the usual rate, rounded to hundredths of a percent, unless there is a rate of their own.</summary>
    private ContributionRate Reduced(string code)
    {
        var row = Rates.Get(code, @case.IsArtist ? @case.Trade : null);
        return @case.IsArtist && row.RateCode == code
            ? new ContributionRate(ArtistRate(row.Value, Rates.Value(FrenchRates.ArtistFactor)), row)
            : new ContributionRate(row.Value, row);
    }

    private static decimal ArtistRate(decimal usual, decimal factor) => Math.Floor((usual * factor * 10_000m) + 0.5m) / 10_000m;
}
