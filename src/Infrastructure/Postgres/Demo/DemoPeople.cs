using System.Globalization;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Infrastructure.Postgres.Demo;

/// <summary>How a demo employee is engaged.</summary>
internal enum DemoTerms
{
    Monthly,
    PartTime,
    Hourly,
    FixedTerm,
    Apprentice,
    Promoted,
}

/// <summary>One employee of the demo company.</summary>
internal sealed record DemoPerson(
    string FirstName,
    string LastName,
    string Sex,
    DateOnly Born,
    DateOnly Hired,
    string City,
    string JobTitle,
    decimal Pay,
    DemoTerms Terms = DemoTerms.Monthly,
    short Children = 0
)
{
    private const int MonthsLeft = 6;
    private const decimal EarlierPay = 0.9m;

    public Employee Employee(Guid companyId, string identifier, DateTimeOffset now)
    {
        var employee = Domain.Hr.Employee.Create(companyId, identifier, FirstName, LastName, Born, "CH-GE", Hired, now);
        employee.Sex = Sex;
        employee.Nationality = "CH";
        employee.City = City;
        employee.Country = "CH";
        employee.Email = $"ge{identifier[^3..]}@atelier-rhone.example";
        employee.ChildrenCount = Children;
        employee.ActivityRate = Terms == DemoTerms.PartTime ? 60 : 100;
        return employee;
    }

    /// <summary>In the order of their start; the last one is today's.</summary>
    public IEnumerable<Contract> Contracts(Employee employee, DateTimeOffset now)
    {
        var start = Hired;
        if (Terms == DemoTerms.Promoted)
        {
            start = Hired.AddYears(2);
            var earlier = Contract.Create(employee.CompanyId, employee.Id, "indefiniteSalaryMth", Hired, Pay * EarlierPay, now);
            earlier.JobTitle = $"{JobTitle} junior";
            earlier.End(start.AddDays(-1));
            yield return earlier;
        }

        var contract = Contract.Create(employee.CompanyId, employee.Id, TypeCode, start, Terms == DemoTerms.Hourly ? null : Pay, now);
        contract.JobTitle = JobTitle;
        switch (Terms)
        {
            case DemoTerms.PartTime:
                contract.WorkRate = 0.6m;
                contract.WeeklyHours = 25.2m;
                break;
            case DemoTerms.Hourly:
                contract.RemunerationType = RemunerationType.Hourly;
                contract.HourlyRate = Pay;
                contract.VacationWeeks = 5;
                break;
            case DemoTerms.FixedTerm:
                contract.EndDate = DateOnly.FromDateTime(now.UtcDateTime).AddMonths(MonthsLeft);
                break;
        }

        yield return contract;
    }

    private string TypeCode =>
        Terms switch
        {
            DemoTerms.Hourly => "indefiniteSalaryHrs",
            DemoTerms.FixedTerm => "fixedSalaryMth",
            DemoTerms.Apprentice => "apprentice",
            _ => "indefiniteSalaryMth",
        };
}

/// <summary>Everybody at the demo company; no real person is meant.</summary>
internal static class DemoPeople
{
    public static IReadOnlyList<DemoPerson> All { get; } =
    [
        new("Zoé", "Aebischer", "F", new(1988, 3, 14), new(2017, 2, 1), "Genève", "Cheffe d'atelier", 9250, Children: 2),
        new("Jérôme", "Bühler", "M", new(1979, 11, 2), new(2016, 4, 1), "Carouge", "Directeur", 12400, Children: 3),
        new("Anaïs", "Crettenand", "F", new(1992, 7, 21), new(2019, 9, 1), "Lancy", "Comptable", 7350, DemoTerms.Promoted),
        new("Loïc", "Dénéréaz", "M", new(1985, 1, 30), new(2018, 1, 15), "Vernier", "Ébéniste", 6480.50m, Children: 1),
        new("Fränzi", "Egli", "F", new(1990, 5, 9), new(2020, 3, 1), "Meyrin", "Designer", 6900, DemoTerms.PartTime, Children: 1),
        new("Noël", "Favre", "M", new(1969, 12, 25), new(2016, 1, 1), "Thônex", "Menuisier", 6750),
        new("Cécile", "Gétaz", "F", new(1995, 10, 17), new(2021, 6, 1), "Onex", "Assistante administrative", 5400),
        new("Luca", "Giannì", "M", new(1998, 4, 4), new(2022, 8, 1), "Genève", "Vernisseur", 30.75m, DemoTerms.Hourly),
        new("Élodie", "Hüsler", "F", new(1983, 8, 12), new(2017, 10, 1), "Versoix", "Responsable des ventes", 8600, Children: 2),
        new("Björn", "Imboden", "M", new(1991, 2, 28), new(2019, 2, 1), "Chêne-Bougeries", "Architecte d'intérieur", 7900),
        new("Séverine", "Jaquet", "F", new(1976, 6, 6), new(2016, 9, 1), "Bernex", "Responsable RH", 8150, DemoTerms.PartTime),
        new("Matthäus", "Käser", "M", new(1987, 9, 19), new(2018, 5, 1), "Plan-les-Ouates", "Ébéniste", 6520),
        new("Inès", "L'Éplattenier", "F", new(1999, 1, 11), new(2023, 1, 1), "Genève", "Dessinatrice", 5650, DemoTerms.Promoted),
        new("Raphaël", "Métrailler", "M", new(1981, 7, 7), new(2016, 11, 1), "Grand-Saconnex", "Chef de projet", 9100, Children: 2),
        new("Chloé", "Nägeli", "F", new(2007, 3, 3), new(2024, 8, 15), "Carouge", "Apprentie ébéniste", 1150, DemoTerms.Apprentice),
        new("Théo", "Œuvray", "M", new(2006, 5, 27), new(2023, 8, 15), "Lancy", "Apprenti menuisier", 1400, DemoTerms.Apprentice),
        new("Márcia", "Pereira", "F", new(1986, 10, 10), new(2020, 10, 1), "Vernier", "Nettoyeuse", 26.40m, DemoTerms.Hourly),
        new("Grégoire", "Quéloz", "M", new(1974, 4, 23), new(2017, 3, 1), "Collonge-Bellerive", "Acheteur", 7700),
        new("Maëlle", "Rüegg", "F", new(1994, 12, 1), new(2021, 2, 1), "Genève", "Designer", 6850),
        new("Tomáš", "Schönbächler", "M", new(1989, 6, 18), new(2019, 6, 1), "Meyrin", "Monteur", 6100, Children: 1),
        new("Aurélie", "Tâche", "F", new(1993, 9, 5), new(2022, 4, 1), "Onex", "Marketing", 6300, DemoTerms.PartTime),
        new("Yves", "Überschlag", "M", new(1972, 2, 16), new(2016, 6, 1), "Satigny", "Logistique", 6250),
        new("Océane", "Vögtli", "F", new(1997, 8, 29), new(2025, 9, 1), "Genève", "Chargée de communication", 5900, DemoTerms.FixedTerm),
        new("André", "Wüthrich", "M", new(1964, 11, 13), new(2016, 2, 1), "Pregny-Chambésy", "Maître ébéniste", 8050),
        new("Léa", "Zbären", "F", new(2000, 7, 31), new(2025, 6, 1), "Carouge", "Dessinatrice", 5350, DemoTerms.FixedTerm),
    ];

    /// <summary>A number with the right form and check digit that belongs to nobody in particular.</summary>
    public static string AvsNumber(int index)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"7560000{index + 1:00000}");
        var sum = digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return string.Create(CultureInfo.InvariantCulture, $"{digits}{(10 - sum % 10) % 10}");
    }
}
