using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class EmployeeBreachTests
{
    public static TheoryData<string, string, Action<Employee>> Breaches =>
        new()
        {
            { "employee_identifier_required", nameof(Employee.Identifier), e => e.Identifier = " " },
            { "employee_identifier_too_long", nameof(Employee.Identifier), e => e.Identifier = new string('a', 65) },
            { "employee_first_name_required", nameof(Employee.FirstName), e => e.FirstName = "" },
            { "employee_first_name_not_plain_text", nameof(Employee.FirstName), e => e.FirstName = "a\tb" },
            { "employee_last_name_too_long", nameof(Employee.LastName), e => e.LastName = new string('a', 101) },
            { "employee_cluster_code_required", nameof(Employee.ClusterCode), e => e.ClusterCode = "" },
            { "employee_birth_date_out_of_range", nameof(Employee.BirthDate), e => e.BirthDate = new DateOnly(1899, 12, 31) },
            { "employee_hire_date_out_of_range", nameof(Employee.HireDate), e => e.HireDate = new DateOnly(2101, 1, 1) },
            { "employee_exit_date_before_hire_date", nameof(Employee.ExitDate), e => e.ExitDate = e.HireDate.AddDays(-1) },
            { "employee_exit_date_out_of_range", nameof(Employee.ExitDate), e => e.ExitDate = new DateOnly(9999, 12, 31) },
            { "employee_seniority_date_before_birth_date", nameof(Employee.SeniorityDate), e => e.SeniorityDate = e.BirthDate.AddDays(-1) },
            {
                "employee_permit_valid_to_before_birth_date",
                nameof(Employee.PermitValidTo),
                e => e.PermitValidTo = e.BirthDate.AddDays(-1)
            },
            {
                "employee_pas_rate_valid_from_out_of_range",
                nameof(Employee.PasRateValidFrom),
                e => e.PasRateValidFrom = new DateOnly(1, 1, 1)
            },
            { "employee_nationality_invalid", nameof(Employee.Nationality), e => e.Nationality = "XX" },
            { "employee_country_invalid", nameof(Employee.Country), e => e.Country = "Suisse" },
            { "employee_email_invalid", nameof(Employee.Email), e => e.Email = "anna" },
            { "employee_phone_invalid", nameof(Employee.Phone), e => e.Phone = "022 123 45 67" },
            { "employee_address_line1_too_long", nameof(Employee.AddressLine1), e => e.AddressLine1 = new string('a', 201) },
            { "employee_bfs_municipality_no_out_of_range", nameof(Employee.BfsMunicipalityNo), e => e.BfsMunicipalityNo = 0 },
            { "employee_sex_unknown", nameof(Employee.Sex), e => e.Sex = "f" },
            { "employee_language_unknown", nameof(Employee.Language), e => e.Language = "es" },
            { "employee_children_count_out_of_range", nameof(Employee.ChildrenCount), e => e.ChildrenCount = -1 },
            { "employee_activity_rate_out_of_range", nameof(Employee.ActivityRate), e => e.ActivityRate = 0 },
            { "employee_activity_rate_out_of_range", nameof(Employee.ActivityRate), e => e.ActivityRate = 100.01m },
            { "employee_activity_rate_too_precise", nameof(Employee.ActivityRate), e => e.ActivityRate = 33.333m },
            { "employee_activity_rate_total_out_of_range", nameof(Employee.ActivityRateTotal), e => e.ActivityRateTotal = 0 },
            {
                "employee_weekly_hours_other_employers_out_of_range",
                nameof(Employee.WeeklyHoursOtherEmployers),
                e => e.WeeklyHoursOtherEmployers = 168.01m
            },
            { "employee_artist_technician_annex_unknown", nameof(Employee.ArtistTechnicianAnnex), e => e.ArtistTechnicianAnnex = "9" },
            { "employee_professional_status_unknown", nameof(Employee.ProfessionalStatus), e => e.ProfessionalStatus = "chef" },
            { "employee_dfs_class_unknown", nameof(Employee.DfsClass), e => e.DfsClass = "30" },
            { "employee_pas_rate_kind_unknown", nameof(Employee.PasRateKind), e => e.PasRateKind = "other" },
            { "employee_pas_rate_out_of_range", nameof(Employee.PasRate), e => e.PasRate = 1.000001m },
            { "employee_pas_rate_too_precise", nameof(Employee.PasRate), e => e.PasRate = 0.0350001m },
        };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void NamesTheField(string code, string field, Action<Employee> breach)
    {
        var employee = Sample.Employee();
        employee.EnsureConsistent();
        breach(employee);

        Sample.Broken(employee.EnsureConsistent, code, field);
    }

    [Fact]
    public void SpeaksInWords() =>
        Sample
            .Broken(
                () =>
                {
                    var employee = Sample.Employee();
                    employee.FirstName = "";
                    employee.EnsureConsistent();
                },
                "employee_first_name_required",
                nameof(Employee.FirstName)
            )
            .Message.ShouldBe("The first name is required.");

    [Fact]
    public void AllowsEveryLimit()
    {
        var employee = Sample.Employee();
        employee.Identifier = new string('a', 64);
        employee.LastName = new string('a', 100);
        employee.ActivityRate = 0.01m;
        employee.WeeklyHoursOtherEmployers = 168;
        employee.PasRate = 1;
        employee.SeniorityDate = employee.BirthDate;
        employee.BfsMunicipalityNo = 9999;

        Should.NotThrow(employee.EnsureConsistent);
    }
}
