using static Pinnokio.Infrastructure.Tests.Postgres.BothDatabases;

namespace Pinnokio.Infrastructure.Tests.Postgres;

/// <summary>The rules of the tables of rates and source-tax brackets refuse by their names.</summary>
public sealed class RateRulesTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private static readonly (string Rule, string Statement)[] Rules =
    [
        ("rate_rows_no_overlap", NewRate("AVS_EE", "'2026-12-31'", "NULL")),
        ("rate_rows_no_overlap", NewRate("AF_ER", "'2020-01-01'", "'2024-01-01'", "cluster_code", "'CH-GE'")),
        ("rate_rows_no_overlap", $"{OwnRate("'2020-01-01'")}; {OwnRate("'2021-01-01'")}"),
        ("rate_rows_code_form", NewRate("own rate", "'2020-01-01'", "NULL")),
        ("rate_rows_validity", NewRate("OWN", "'2020-01-02'", "'2020-01-01'")),
        ("rate_rows_cluster_fkey", NewRate("OWN", "'2020-01-01'", "NULL", "cluster_code", "'CH-XX'")),
        ("rate_rows_company_fkey", NewRate("OWN", "'2020-01-01'", "NULL", "company_id", "gen_random_uuid()")),
        ("rate_rows_unit_known", NewRate("OWN", "'2020-01-01'", "NULL", unit: "barrel")),
        ("rate_rows_confidence_known", NewRate("OWN", "'2020-01-01'", "NULL", confidence: "hearsay")),
        ("rate_rows_country_form", NewRate("OWN", "'2020-01-01'", "NULL", country: "ch")),
        ("source_tax_brackets_pkey", $"{NewBracket("BE")}; {NewBracket("BE")}"),
        ("source_tax_brackets_canton_form", NewBracket("Bern")),
        ("source_tax_brackets_model_known", NewBracket("BE", model: "weekly")),
        ("source_tax_brackets_amounts", NewBracket("BE", rate: "3.9")),
    ];

    private static readonly string[] Sound =
    [
        NewRate("AVS_EE", "'2027-01-01'", "NULL"),
        NewRate("AVS_EE", "'2026-01-01'", "NULL", "company_id", $"'{Company}'"),
        NewRate("LAA_NBU_EE.A1", "'2026-01-01'", "NULL", "company_id", $"'{Company}'"),
        NewBracket("BE"),
    ];

    public static IEnumerable<object[]> Refusals { get; } =
        from rule in Rules
        from deployed in new[] { false, true }
        select new object[] { rule.Rule, rule.Statement, deployed };

    public static IEnumerable<object[]> Acceptances { get; } =
        from statement in Sound
        from deployed in new[] { false, true }
        select new object[] { statement, deployed };

    [Theory, MemberData(nameof(Refusals))]
    public async Task RefusesByName_WhenARuleIsBroken(string rule, string statement, bool deployed) =>
        (await databases[deployed].RefusalAsync($"BEGIN; {statement}; ROLLBACK")).ShouldBe(rule);

    [Theory, MemberData(nameof(Acceptances))]
    public async Task Accepts_WhenNoRuleIsBroken(string statement, bool deployed) =>
        (await databases[deployed].RefusalAsync($"BEGIN; {statement}; ROLLBACK")).ShouldBeNull();

    private static string OwnRate(string from) => NewRate("OWN", from, "NULL", "company_id", $"'{Company}'");

    private static string NewRate(
        string code,
        string from,
        string to,
        string columns = "base_cap_code",
        string values = "NULL",
        string unit = "fraction",
        string confidence = "fixture",
        string country = "CH"
    ) =>
        $"""
            INSERT INTO hr.rate_rows (scope_country, rate_code, value, unit, valid_from, valid_to, source, source_year, confidence, {columns})
            VALUES ('{country}', '{code}', 0.1, '{unit}', {from}, {to}, 'own', 2020, '{confidence}', {values})
            """;

    private static string NewBracket(string canton, string model = "monthly", string rate = "0.039") =>
        $"""
            INSERT INTO hr.source_tax_brackets (canton, tariff_code, model, valid_from, income_from, step, rate)
            VALUES ('{canton}', 'A0N', '{model}', '2026-01-01', 2851, 50, {rate})
            """;
}
