using System.Globalization;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

/// <summary>Rows that break no rule, for tests that break one.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);
    private static readonly Guid CompanyId = Guid.CreateVersion7(Now);
    private static readonly Guid EmployeeId = Guid.CreateVersion7(Now);

    public static Company Company(string path = "comptes/c1/mandats/m1", string? country = "Suisse", string? countryCode = null) =>
        Domain.Hr.Company.Create(Guid.CreateVersion7(Now), path, "Atelier Dupont SA", country, Now, countryCode);

    public static Employee Employee(string birth = "1990-05-17", string hire = "2026-01-01") =>
        Domain.Hr.Employee.Create(
            CompanyId,
            "E-001",
            "Anna",
            "Muster",
            DateOnly.Parse(birth, CultureInfo.InvariantCulture),
            "CH-GE",
            DateOnly.Parse(hire, CultureInfo.InvariantCulture),
            Now
        );

    public static Contract Contract(string start = "2026-01-01", string? end = null)
    {
        var contract = Domain.Hr.Contract.Create(
            CompanyId,
            EmployeeId,
            "indefiniteSalaryMth",
            DateOnly.Parse(start, CultureInfo.InvariantCulture),
            6500.00m,
            Now
        );
        contract.EndDate = end is null ? null : DateOnly.Parse(end, CultureInfo.InvariantCulture);
        return contract;
    }

    public static DomainRuleException Broken(Action act, string code, string? field)
    {
        var broken = Should.Throw<DomainRuleException>(act);
        (broken.Code, broken.Field).ShouldBe((code, field));
        return broken;
    }
}
