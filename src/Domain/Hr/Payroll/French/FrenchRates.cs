namespace Pinnokio.Domain.Hr.Payroll.French;

/// <summary>
/// The codes of the rate rows that French payroll asks for. <c>_EE</c> is the employee's part, <c>_ER</c> the employer's. A category stands behind a dot:
/// TECHNICIAN and ARTIST (annexes 8 and 10), INTERMITTENT (either), CADRE and NON_CADRE, UNDER_50 and so on (headcount).
/// </summary>
public static class FrenchRates
{
    public const string CapMonth = "FR_PSS_MONTH";
    public const string CapHour = "FR_PSS_HOUR";
    public const string ShortEngagementHours = "FR_PSS_SHORT_HOURS";
    public const string ShortEngagementDays = "FR_PSS_SHORT_BELOW_DAYS";
    public const string SmicHour = "FR_SMIC_HOUR";

    public const string Overtime25 = "FR_OVERTIME_25";
    public const string Overtime50 = "FR_OVERTIME_50";
    public const string Complementary10 = "FR_COMPLEMENTARY_10";
    public const string Complementary25 = "FR_COMPLEMENTARY_25";

    public const string Dfs = "FR_DFS";
    public const string DfsYearCap = "FR_DFS_YEAR_CAP";
    public const string ArtistFactor = "FR_ARTIST_FACTOR";
    public const string CachetHours = "FR_CACHET_HOURS";

    public const string Health = "FR_HEALTH_ER";
    public const string Autonomy = "FR_CSA_ER";
    public const string OldAgeCapped = "FR_VP";
    public const string OldAgeUncapped = "FR_VD";
    public const string Family = "FR_FAMILY_ER";
    public const string HousingCapped = "FR_FNAL_CAPPED_ER";
    public const string HousingUncapped = "FR_FNAL_UNCAPPED_ER";
    public const string Accidents = "FR_ACCIDENT_ER";
    public const string Unemployment = "FR_UNEMPLOYMENT_ER";
    public const string UnemploymentSpecific = "FR_UNEMPLOYMENT_SPECIFIC";
    public const string UnemploymentCaps = "FR_UNEMPLOYMENT_CAPS";
    public const string WageGuarantee = "FR_AGS_ER";
    public const string Pension1 = "FR_PENSION_T1";
    public const string Pension2 = "FR_PENSION_T2";
    public const string Pension2Caps = "FR_PENSION_T2_CAPS";
    public const string Balance1 = "FR_CEG_T1";
    public const string Balance2 = "FR_CEG_T2";
    public const string TechnicalBalance = "FR_CET";
    public const string Apec = "FR_APEC";
    public const string ApecCaps = "FR_APEC_CAPS";
    public const string Provident = "FR_PROVIDENT_ER";
    public const string CsgShare = "FR_CSG_SHARE";
    public const string CsgCaps = "FR_CSG_CAPS";
    public const string CsgDeductible = "FR_CSG_DEDUCTIBLE_EE";
    public const string CsgTaxed = "FR_CSG_TAXED_EE";
    public const string Crds = "FR_CRDS_EE";
    public const string LeaveFund = "FR_PAID_LEAVE_ER";
    public const string Training = "FR_TRAINING_ER";
    public const string SocialDialogue = "FR_SOCIAL_DIALOGUE_ER";
    public const string Fcap = "FR_FCAP_ER";

    public const string ReductionMinimum = "FR_RGDU_MIN";
    public const string ReductionDelta = "FR_RGDU_DELTA";
    public const string ReductionSmics = "FR_RGDU_SMICS";

    /// <summary>A row (0.9) divides the reduction where a fund pays the leave; without one it stays as it is.</summary>
    public const string ReductionLeaveFund = "FR_RGDU_LEAVE_FUND";

    public const string ShortContractAllowance = "FR_PAS_SHORT_ALLOWANCE";
    public const string ShortContractMonths = "FR_PAS_SHORT_MONTHS";

    public static string Employee(string code) => code + "_EE";

    public static string Employer(string code) => code + "_ER";

    /// <summary>The neutral grid: taxable net up to and with <c>_TO</c> is withheld at <c>_RATE</c>; the last step has no <c>_TO</c>.</summary>
    public static string GridTo(int step) => $"FR_PAS_NEUTRAL_{step:00}_TO";

    public static string GridRate(int step) => $"FR_PAS_NEUTRAL_{step:00}_RATE";
}
