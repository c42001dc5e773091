namespace Pinnokio.Domain.Hr.Payroll.Switzerland;

/// <summary>The codes of the rates that Swiss payroll asks for.</summary>
internal static class SwissRates
{
    public const string AvsEmployee = "AVS_EE";
    public const string AvsEmployer = "AVS_ER";

    /// <summary>Contributions begin in the year in which this age is reached.</summary>
    public const string AvsFromAge = "AVS_FROM_AGE";

    /// <summary>What those beyond the reference age earn a month without contributions.</summary>
    public const string AvsRetireeAllowance = "AVS_RETIREE_ALLOWANCE";
    public const string AcEmployee = "AC_EE";
    public const string AcEmployer = "AC_ER";
    public const string AcCap = "AC_CAP_YEAR";
    public const string LaaCap = "LAA_CAP_YEAR";
    public const string NonOccupationalAccident = "LAA_NBU_EE";
    public const string NonOccupationalMinWeeklyHours = "LAA_NBU_MIN_WEEKLY_HOURS";
    public const string OccupationalAccident = "LAA_BU_ER";
    public const string SicknessEmployee = "IJM_EE";
    public const string SicknessEmployer = "IJM_ER";
    public const string SicknessCap = "IJM_CAP_YEAR";
    public const string LppEntry = "LPP_ENTRY";
    public const string LppCoordination = "LPP_COORDINATION";
    public const string LppMaxCoordinated = "LPP_MAX_COORDINATED";
    public const string LppMinCoordinated = "LPP_MIN_COORDINATED";

    /// <summary>The employee's share of the credits, at most half.</summary>
    public const string LppEmployeeShare = "LPP_EE_SHARE";
    public const string FamilyFundEmployee = "AF_EE";
    public const string FamilyFundEmployer = "AF_ER";
    public const string EarlyChildhood = "CPE_ER";
    public const string Training = "LFP_ER";
    public const string MaternityEmployee = "AMAT_EE";
    public const string MaternityEmployer = "AMAT_ER";
    public const string NightSupplement = "SUPPLEMENT_NIGHT";
    public const string SundaySupplement = "SUPPLEMENT_SUNDAY";
    public const string OvertimeSupplement = "SUPPLEMENT_OVERTIME";
    public const string ThirteenthHourly = "THIRTEENTH_HOURLY";

    public static string VacationPay(decimal weeks) => $"VACATION_PAY_{Words.Of(weeks)}W";
}
