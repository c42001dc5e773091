using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Pinnokio.Domain.Hr.Payroll;

/// <summary>
/// SHA-256 over all that a calculation read, in one written form: the same hash is the same result. Rates count as far as they were asked for,
/// those that were not found included, so that an import of rates which nobody uses changes no hash.
/// </summary>
internal static class PayrollInputsHash
{
    // Dividing by it drops trailing zeros: 6500.00 and 6500 are the same input.
    private const decimal One = 1.000000000000000000000000000m;

    public static string Of(PayrollInput input, string rulesVersion)
    {
        var buffer = new ArrayBufferWriter<byte>(2_048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("rules", rulesVersion);
            json.WriteString("month", input.Month.ToString());
            Write(json, input.Company);
            Write(json, input.Employee);
            json.WriteStartArray("contracts");
            foreach (var contract in input.Contracts)
            {
                Write(json, contract);
            }

            json.WriteEndArray();
            json.WriteStartObject("variables");
            foreach (var (path, value) in input.Variables.Canonical)
            {
                json.WriteString(path, value);
            }

            json.WriteEndObject();
            WriteFigures(json, input);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, Company company)
    {
        json.WriteString("company", company.Id);
        json.WriteString("country", company.CountryCode);
        json.WriteString("headcount", company.FrHeadcountBand);
        json.WriteString("idcc", company.Idcc);
        Number(json, "retirement", company.RetirementAgeMonths);
    }

    private static void Write(Utf8JsonWriter json, Employee employee)
    {
        json.WriteStartObject("employee");
        json.WriteString("id", employee.Id);
        Date(json, "birth", employee.BirthDate);
        Date(json, "hire", employee.HireDate);
        Date(json, "exit", employee.ExitDate);
        json.WriteString("cluster", employee.ClusterCode);
        Number(json, "children", employee.ChildrenCount);
        Number(json, "activity", employee.ActivityRate);
        Number(json, "activity_total", employee.ActivityRateTotal);
        Number(json, "hours_elsewhere", employee.WeeklyHoursOtherEmployers);
        json.WriteBoolean("at_source", employee.TaxAtSource);
        json.WriteString("tax_status", employee.TaxStatus);
        json.WriteString("church", employee.ChurchMember?.ToString());
        json.WriteString("lpp", employee.LppPlanCode);
        json.WriteString("lpp_exempt", employee.LppExemptReason);
        json.WriteString("laa", employee.LaaCode);
        json.WriteString("ijm", employee.IjmCode);
        json.WriteBoolean("retired", employee.IsRetiredWorking);
        json.WriteString("annex", employee.ArtistTechnicianAnnex);
        json.WriteString("status", employee.ProfessionalStatus);
        json.WriteString("dfs", employee.DfsClass);
        json.WriteString("dfs_consent", employee.DfsConsentAt?.ToString("O"));
        Number(json, "pas", employee.PasRate);
        json.WriteString("pas_kind", employee.PasRateKind);
        Date(json, "pas_from", employee.PasRateValidFrom);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Contract contract)
    {
        json.WriteStartObject();
        json.WriteString("id", contract.Id);
        json.WriteString("type", contract.ContractType);
        Date(json, "start", contract.StartDate);
        Date(json, "end", contract.EndDate);
        json.WriteString("pay", contract.RemunerationType);
        Number(json, "salary", contract.BaseSalary);
        Number(json, "hourly", contract.HourlyRate);
        Number(json, "daily", contract.DailyRate);
        Number(json, "cachet", contract.CachetRate);
        json.WriteString("currency", contract.Currency);
        Number(json, "work_rate", contract.WorkRate);
        Number(json, "weekly_hours", contract.WeeklyHours);
        Number(json, "vacation", contract.VacationWeeks);
        json.WriteString("thirteenth", contract.Thirteenth);
        json.WriteString("idcc", contract.Idcc);
        json.WriteString("job", contract.JobCode);
        json.WriteString("use_case", contract.UseCaseFr);
        json.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter json, PayrollInput input)
    {
        json.WriteStartObject("rates");
        foreach (var (code, row) in input.Rates.Asked)
        {
            json.WriteString(code, row is null ? null : $"{row.Id} {Words.Of(row.Value)} {row.Unit}");
        }

        json.WriteEndObject();
        json.WriteStartObject("year");
        foreach (var (month, key, amount) in input.YearToDate.Entries)
        {
            Number(json, $"{month} {key}", amount);
        }

        json.WriteEndObject();
        json.WriteStartArray("tax");
        foreach (var bracket in input.SourceTax?.Asked ?? [])
        {
            json.WriteStringValue(bracket);
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number / One);
        }
    }

    private static void Date(Utf8JsonWriter json, string name, DateOnly? value)
    {
        if (value is { } date)
        {
            json.WriteString(name, date.ToString("O"));
        }
    }
}
