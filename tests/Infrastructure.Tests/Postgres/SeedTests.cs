namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class SeedTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private const string Cantons = "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH";

    [Theory, InlineData(false), InlineData(true)]
    public async Task HoldsTheCantonsWithTheirSourceTaxModel(bool deployed)
    {
        var cantons = await databases[deployed]
            .RowsAsync(
                "SELECT substr(code, 4), qst_model FROM hr.clusters WHERE kind = 'canton' AND labels ?& '{fr,en,de}' AND country = 'CH' ORDER BY sort",
                row => (Code: row.GetString(0), Model: row.GetString(1))
            );

        cantons.Select(canton => canton.Code).ShouldBe(Cantons.Split(' '));
        cantons.Where(canton => canton.Model == "annual").Select(canton => canton.Code).ShouldBe(["FR", "GE", "TI", "VD", "VS"]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task OffersTheFrenchAgreementsInFrance(bool deployed)
    {
        var offered = await databases[deployed]
            .RowsAsync(
                """
                SELECT code FROM hr.clusters JOIN hr.country_clusters ON cluster_code = code
                WHERE country_code = 'FR' AND kind = 'idcc' AND labels ->> 'fr' <> '' ORDER BY code
                """,
                row => row.GetString(0)
            );

        offered.ShouldBe(["FR-1285", "FR-2642", "FR-2717", "FR-3090", "FR-3097"]);
    }

    [Fact]
    public async Task LeavesADeployedClusterSwitchedOff()
    {
        (await databases[true].ScalarAsync<bool>("SELECT is_active FROM hr.clusters WHERE code = 'CH-GE'")).ShouldBeFalse();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task KnowsWhichContractTypesNeedAnEnd(bool deployed)
    {
        var types = await databases[deployed]
            .RowsAsync("SELECT code FROM hr.ref_contract_types WHERE fixed_term ORDER BY code COLLATE \"C\"", row => row.GetString(0));

        types.ShouldBe([
            "FR_CDD",
            "FR_CDDU",
            "FR_CDD_PUBLIC",
            "FR_INTERIM",
            "fixedSalaryHrs",
            "fixedSalaryMth",
            "fixedSalaryNoTimeConstraint",
        ]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task KnowsTheNamesThatDeployedCallersUse(bool deployed)
    {
        var known = await databases[deployed]
            .RowsAsync("SELECT code FROM hr.ref_contract_types WHERE country IS NULL ORDER BY code COLLATE \"C\"", row => row.GetString(0));

        known.ShouldBe(["CDD", "CDI", "fixed_term", "hourly", "internship", "permanent"]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task HoldsTheRemunerationTypes(bool deployed)
    {
        var types = await databases[deployed]
            .RowsAsync("SELECT code FROM hr.ref_remuneration_types ORDER BY sort", row => row.GetString(0));

        types.ShouldBe(["monthly", "hourly", "lesson", "daily", "piece", "commission", "premium", "cachet", "flat"]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task LabelsEveryListInThreeLanguages(bool deployed)
    {
        const string Lists = "family_status:12 tax_status:22 permit_types:21 payroll_status:9 item_nature:9 charge_bearer:3";
        foreach (var (list, count) in Lists.Split(' ').Select(part => (part.Split(':')[0], int.Parse(part.Split(':')[1]))))
        {
            (await LabelledAsync(databases[deployed], "ref_" + list)).ShouldBe(count, list);
        }

        (await LabelledAsync(databases[deployed], "payroll_items")).ShouldBe(81);
    }

    private static Task<long> LabelledAsync(HrDatabase database, string table) =>
        database.ScalarAsync<long>(
            $"SELECT count(*) FROM hr.{table} WHERE active AND valid @> current_date AND '' NOT IN (label_fr, label_en, label_de) AND source <> ''"
        );
}
