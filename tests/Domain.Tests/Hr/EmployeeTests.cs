using System.Globalization;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class EmployeeTests
{
    [Theory]
    [InlineData("2013-01-01", "2026-01-01")]
    [InlineData("1925-01-02", "2026-01-01")]
    [InlineData("2012-02-29", "2025-02-28")]
    [InlineData("1924-02-29", "2025-02-27")]
    public void MayBeHired_FromThirteenToAHundred(string birth, string hire) =>
        Should.NotThrow(Sample.Employee(birth, hire).EnsureConsistent);

    [Theory]
    [InlineData("2013-01-02", "2026-01-01")]
    [InlineData("2012-02-29", "2025-02-27")]
    [InlineData("2030-01-01", "2026-01-01")]
    public void IsTooYoung_TheDayBefore(string birth, string hire) =>
        Sample.Broken(Sample.Employee(birth, hire).EnsureConsistent, "employee_too_young", nameof(Employee.BirthDate));

    [Theory]
    [InlineData("1925-01-01", "2026-01-01")]
    [InlineData("1924-02-29", "2025-02-28")]
    public void IsTooOld_AtAHundredAndOne(string birth, string hire) =>
        Sample.Broken(Sample.Employee(birth, hire).EnsureConsistent, "employee_too_old", nameof(Employee.BirthDate));

    [Theory]
    [InlineData("2000-02-29", "2001-02-27", 0)]
    [InlineData("2000-02-29", "2001-02-28", 1)]
    [InlineData("2000-02-29", "2004-02-28", 3)]
    [InlineData("2000-02-29", "2004-02-29", 4)]
    [InlineData("2000-12-31", "2001-01-01", 0)]
    public void CountsWholeYears(string birth, string on, int age) =>
        Sample.Employee(birth).AgeOn(DateOnly.Parse(on, CultureInfo.InvariantCulture)).ShouldBe(age);

    [Fact]
    public void MayLeaveOnTheDayOfHire()
    {
        var employee = Sample.Employee();
        employee.ExitDate = employee.HireDate;

        Should.NotThrow(employee.EnsureConsistent);
    }

    [Fact]
    public void KeepsTheFirstDeletion_WhenDeletedTwice()
    {
        var employee = Sample.Employee();

        employee.Deactivate(Sample.Now);
        employee.Deactivate(Sample.Now.AddDays(1));

        (employee.IsActive, employee.DeletedAt).ShouldBe((false, Sample.Now));
    }

    [Fact]
    public void ComesBack_WhenRestored()
    {
        var employee = Sample.Employee();
        employee.Deactivate(Sample.Now);

        employee.Restore();

        (employee.IsActive, employee.DeletedAt).ShouldBe((true, null));
    }

    [Fact]
    public void StartsActive_WithTheDefaultsOfTheSchema()
    {
        var employee = Sample.Employee();

        (employee.IsActive, employee.Language, employee.ActivityRate, employee.ChildrenCount).ShouldBe((true, "fr", 100m, (short)0));
        (employee.CreatedAt, employee.UpdatedAt, employee.RowVersion).ShouldBe((Sample.Now, Sample.Now, 1L));
        employee.Id.Version.ShouldBe(7);
    }

    [Fact]
    public void BringsTextsToTheirWrittenForm()
    {
        var employee = Sample.Employee();
        employee.FirstName = " Rene\u0301 ";
        employee.Email = "Anna@Example.CH";
        employee.Phone = "+41 22 123 45 67";
        employee.Nationality = "ch";
        employee.Country = "fr";
        employee.City = "";

        employee.EnsureConsistent();

        (employee.FirstName, employee.Email, employee.Phone).ShouldBe(("Ren\u00E9", "anna@example.ch", "+41221234567"));
        (employee.Nationality, employee.Country, employee.City).ShouldBe(("CH", "FR", null));
    }

    [Fact]
    public void ShowsOnlyTheMask_WhenASensitiveNumberIsPrinted() =>
        new EncryptedNumber([1], [2], "756.****.****.85").ToString().ShouldBe("756.****.****.85");

    [Fact]
    public void Refuses_ASensitiveNumberWithoutMask() => Should.Throw<ArgumentException>(() => new EncryptedNumber([1], [2], ""));
}
