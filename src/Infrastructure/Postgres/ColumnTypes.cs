namespace Pinnokio.Infrastructure.Postgres;

/// <summary>The store types that the compiler's types leave open.</summary>
internal static class ColumnTypes
{
    public const string Country = "character(2)";
    public const string Currency = "character(3)";
    public const string Hours = "numeric(5,2)";
    public const string Json = "jsonb";
    public const string Money = "numeric(14,2)";
    public const string Percent = "numeric(5,2)";
    public const string Rate = "numeric(9,6)";
    public const string RateValue = "numeric(14,6)";
    public const string RoundingDelta = "numeric(14,6)";
    public const string UnitPrice = "numeric(14,4)";
    public const string Weeks = "numeric(3,1)";
}
