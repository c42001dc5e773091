using static Pinnokio.Infrastructure.Tests.Postgres.BothDatabases;

namespace Pinnokio.Infrastructure.Tests.Postgres;

/// <summary>Every rule of the schema refuses a new row by its name, on an empty database and on a deployed one alike.</summary>
public sealed class SchemaRulesTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private static readonly (string Rule, string Statement)[] Companies =
    [
        ("companies_mandate_path_key", NewCompany("name", "'x'", path: "own/1")),
        ("companies_mandate_path_length", NewCompany("name", "'x'", path: "")),
        ("companies_name_length", NewCompany("name", "''")),
        ("companies_country_code_form", NewCompany("name, country_code", "'x', 'ch'")),
        ("companies_currency_known", NewCompany("name, currency", "'x', 'USD'")),
        ("companies_locale_known", NewCompany("name, locale", "'x', 'es'")),
        ("companies_fr_headcount_band_known", NewCompany("name, fr_headcount_band", "'x', '12'")),
        ("companies_status_known", NewCompany("name, status", "'x', 'gone'")),
        ("companies_default_cluster_fkey", NewCompany("name, default_cluster_code", "'x', 'CH-XX'")),
        (
            "companies_account_fkey",
            "INSERT INTO core.companies (account_id, firebase_mandate_path, name) VALUES (gen_random_uuid(), 'own/x', 'x')"
        ),
        ("accounts_firebase_uid_key", "INSERT INTO core.accounts (firebase_uid) VALUES ('own')"),
        ("company_members_role_known", $"INSERT INTO core.company_members (company_id, user_id, role) VALUES ('{Company}', 'u', 'king')"),
        (
            "company_members_validity",
            $"INSERT INTO core.company_members (company_id, user_id, role, valid_from, valid_to) VALUES ('{Company}', 'u', 'owner', '2024-02-02', '2024-02-01')"
        ),
        (
            "company_members_company_fkey",
            "INSERT INTO core.company_members (company_id, user_id, role) VALUES (gen_random_uuid(), 'u', 'owner')"
        ),
        ("clusters_code_form", "INSERT INTO hr.clusters (code, country) VALUES ('geneva', 'CH')"),
        ("country_clusters_cluster_fkey", "INSERT INTO hr.country_clusters VALUES ('CH', 'CH-XX')"),
    ];

    private static readonly (string Rule, string Statement)[] Employees =
    [
        ("employees_identifier_key", NewEmployee("own")),
        ("employees_identifier_length", NewEmployee("")),
        ("employees_first_name_length", NewEmployee("n1", first: "")),
        ("employees_last_name_length", NewEmployee("n2", last: new string('x', 101))),
        ("employees_exit_after_hire", NewEmployee("n3", "exit_date", "'2019-12-31'")),
        ("employees_sex_known", NewEmployee("n4", "sex", "'W'")),
        ("employees_nationality_form", NewEmployee("n5", "nationality", "'c'")),
        ("employees_activity_rate_range", NewEmployee("n6", "activity_rate", "0")),
        ("employees_nir_whole", NewEmployee("n7", "nir_mask", "'1 85 …'")),
        ("employees_cluster_fkey", NewEmployee("n8", cluster: "CH-XX")),
        ("employees_cluster_fkey", NewEmployee("n9", cluster: "XX-NOWHERE")),
        ("employees_permit_type_fkey", NewEmployee("n11", "permit_type", "'Z'")),
        ("employees_family_status_fkey", NewEmployee("n12", "family_status", "'complicated'")),
        ("employees_company_fkey", NewEmployee("n10", company: "99999999-0000-0000-0000-000000000000")),
    ];

    private static readonly (string Rule, string Statement)[] Contracts =
    [
        ("contracts_no_overlap", NewContract("'2020-12-31'", "'2021-01-31'")),
        ("contracts_no_overlap", NewContract("'2019-12-01'", "'2020-01-01'")),
        ("contracts_no_overlap", NewContract("'2019-01-01'", "NULL")),
        ("contracts_end_after_start", NewContract("'2022-01-02'", "'2022-01-01'")),
        ("contracts_trial_within", NewContract("'2022-01-01'", "'2022-02-01'", "trial_end_date", "'2022-02-02'")),
        ("contracts_work_rate_range", NewContract("'2022-01-01'", "NULL", "work_rate", "1.01")),
        ("contracts_weekly_hours_range", NewContract("'2022-01-01'", "NULL", "weekly_hours", "50.5")),
        ("contracts_prices_not_negative", NewContract("'2022-01-01'", "NULL", "hourly_rate", "-1")),
        ("contracts_price_matches_remuneration", NewContract("'2022-01-01'", "NULL", "remuneration_type", "'monthly'", salary: "NULL")),
        ("contracts_price_matches_remuneration", NewContract("'2022-01-01'", "NULL", "daily_rate", "100", salary: "NULL")),
        ("contracts_thirteenth_known", NewContract("'2022-01-01'", "NULL", "thirteenth", "'daily'")),
        ("contracts_state_known", NewContract("'2022-01-01'", "NULL", "state", "'paused'")),
        ("contracts_currency_form", NewContract("'2022-01-01'", "NULL", "currency", "'chf'")),
        ("contracts_contract_type_fkey", NewContract("'2022-01-01'", "NULL", type: "freelance")),
        ("contracts_remuneration_type_fkey", NewContract("'2022-01-01'", "NULL", "remuneration_type", "'barter'")),
        ("contracts_fixed_term_needs_end", NewContract("'2022-01-01'", "NULL", type: "FR_CDDU")),
        ("contracts_employee_fkey", NewContract("'2022-01-01'", "NULL", company: OtherCompany)),
    ];

    private static readonly (string Rule, string Statement)[] Results =
    [
        ("payroll_results_period_key", $"{NewResult(2020, 1)}; {NewResult(2020, 1)}"),
        ("payroll_results_period_year_range", NewResult(1999, 1)),
        ("payroll_results_period_month_range", NewResult(2020, 13, "period_start, period_end", "'2020-01-01', '2020-01-31'")),
        ("payroll_results_period_order", NewResult(2020, 2, "period_end", "'2020-01-31'")),
        ("payroll_results_employee_fkey", NewResult(2020, 3, "company_id", $"'{OtherCompany}'")),
        ("payroll_results_contract_fkey", NewResult(2020, 4, "contract_id", "gen_random_uuid()")),
        ("payroll_results_corrects_fkey", NewResult(2020, 6, "corrects_id", "gen_random_uuid()")),
        ("payroll_results_corrects_fkey", $"{OtherResult}; {NewResult(2020, 6, "corrects_id", $"'{OtherCompany}'")}"),
        ("files_company_fkey", NewFile("company_id", "gen_random_uuid()")),
        ("files_name_length", NewFile("name", "''")),
        ("files_size_range", NewFile("content", "''", sha256: "sha256('')", size: 0)),
        ("files_content_whole", NewFile("content", "'other'")),
        ("files_content_whole", NewFile("content", "'whole'", size: 4)),
        ("files_source_key", $"{NewFile("content", "'whole'")}; {NewFile("content", "'whole'")}"),
        ("files_immutable", $"{NewFile("content", "'whole'")}; UPDATE core.files SET content = 'other', sha256 = sha256('other')"),
        ("payroll_results_status_fkey", NewResult(2020, 5, "status", "'nowhere'")),
        ("payroll_items_kind_fkey", NewItem("kind", "'gift'")),
        ("payroll_items_charge_bearer_fkey", NewItem("charge_bearer", "'nobody'")),
        ("payroll_items_cluster_fkey", NewItem("cluster_code", "'CH-XX'")),
        ("payroll_items_bases_known", NewItem("bases", "'{vat}'")),
        ("42501", "UPDATE core.audit_log SET actor = 'x'"),
        ("42501", "DELETE FROM core.audit_log"),
        ("42501", "TRUNCATE core.audit_log"),
    ];

    private static readonly string[] Sound =
    [
        NewContract("'2021-01-01'", "NULL"),
        NewContract("'2020-06-01'", "NULL", "concurrency_group", "'side:1'"),
        NewContract("'2020-06-01'", "NULL", "state", "'cancelled'"),
        NewContract("'2020-06-01'", "NULL", "is_active", "false"),
        NewContract("'2025-06-01'", "'2025-06-30'", type: "FR_CDDU"),
        NewContract("'2025-06-01'", "NULL", "hourly_rate, remuneration_type", "31.25, 'hourly'", salary: "NULL"),
        NewEmployee("own", "is_active", "false"),
        NewEmployee("own", company: OtherCompany),
        NewResult(2020, 1, "sequence", "1"),
        $"{NewResult(2020, 6, "id", $"'{Company}'")}; {NewResult(2020, 6, "sequence, corrects_id", $"1, '{Company}'")}",
        $"{NewFile("content", "'whole'")}; UPDATE core.files SET deleted_at = now(); {NewFile("content", "'whole'")}",
    ];

    public static IEnumerable<object[]> Refusals { get; } =
        from rule in (IEnumerable<(string Name, string Statement)>)[.. Companies, .. Employees, .. Contracts, .. Results]
        from deployed in new[] { false, true }
        select new object[] { rule.Name, rule.Statement, deployed };

    public static IEnumerable<object[]> Acceptances { get; } =
        from statement in Sound
        from deployed in new[] { false, true }
        select new object[] { statement, deployed };

    [Theory, MemberData(nameof(Refusals))]
    public async Task RefusesByName_WhenARuleIsBroken(string rule, string statement, bool deployed)
    {
        (await databases[deployed].RefusalAsync($"BEGIN; {statement}; ROLLBACK")).ShouldBe(rule);
    }

    [Theory, MemberData(nameof(Acceptances))]
    public async Task Accepts_WhenNoRuleIsBroken(string statement, bool deployed)
    {
        (await databases[deployed].RefusalAsync($"BEGIN; {statement}; ROLLBACK")).ShouldBeNull();
    }

    private static string NewCompany(string columns, string values, string path = "own/new") =>
        $"INSERT INTO core.companies (account_id, firebase_mandate_path, {columns}) VALUES ('{Company}', '{path}', {values})";

    private static string NewEmployee(
        string identifier,
        string columns = "email",
        string values = "NULL",
        string first = "A",
        string last = "B",
        string cluster = "CH-GE",
        string company = Company
    ) =>
        $"""
            INSERT INTO hr.employees (company_id, identifier, first_name, last_name, birth_date, cluster_code, hire_date, {columns})
            VALUES ('{company}', '{identifier}', '{first}', '{last}', '1990-01-01', '{cluster}', '2020-01-01', {values})
            """;

    private static string NewContract(
        string start,
        string end,
        string columns = "reference",
        string values = "NULL",
        string type = "CDI",
        string salary = "5000",
        string company = Company
    ) =>
        $"""
            INSERT INTO hr.contracts (company_id, employee_id, contract_type, start_date, end_date, base_salary, {columns})
            VALUES ('{company}', '{Employee}', '{type}', {start}, {end}, {salary}, {values})
            """;

    private static string NewItem(string columns, string values) =>
        $"INSERT INTO hr.payroll_items (code, label_fr, label_en, label_de, {columns}) VALUES ('own', 'a', 'b', 'c', {values})";

    private static string NewResult(int year, int month, string columns = "tax", string values = "0") =>
        $"INSERT INTO hr.payroll_results (employee_id, period_year, period_month, {columns}) VALUES ('{Employee}', {year}, {month}, {values})";

    private static string OtherResult =>
        $"""
            INSERT INTO hr.employees (id, company_id, identifier, first_name, last_name, birth_date, cluster_code, hire_date)
            VALUES ('{OtherCompany}', '{OtherCompany}', 'other', 'A', 'B', '1990-01-01', 'CH-GE', '2020-01-01');
            INSERT INTO hr.payroll_results (id, employee_id, period_year, period_month) VALUES ('{OtherCompany}', '{OtherCompany}', 2020, 6)
            """;

    private static string NewFile(string column, string value, string sha256 = "sha256('whole')", int size = 5)
    {
        var values = new Dictionary<string, string>
        {
            ["id"] = "gen_random_uuid()",
            ["company_id"] = $"'{Company}'",
            ["source"] = "'own'",
            ["name"] = "'x.txt'",
            ["media_type"] = "'text/plain'",
            ["content"] = "'whole'",
            ["sha256"] = sha256,
            ["size"] = $"{size}",
            ["created_at"] = "now()",
            [column] = value,
        };
        return $"INSERT INTO core.files ({string.Join(", ", values.Keys)}) VALUES ({string.Join(", ", values.Values)})";
    }
}
