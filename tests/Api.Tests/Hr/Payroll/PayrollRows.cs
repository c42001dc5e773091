using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Payroll;

/// <summary>Payroll results as the jobber writes them, straight into the tables.</summary>
internal static class PayrollRows
{
    public static async Task<Guid> AddPayrollAsync(
        this PinnokioApp app,
        Guid employee,
        int year,
        int month,
        int sequence = 0,
        string gross = "6500.00"
    )
    {
        var id = Guid.NewGuid();
        await app.Database.ExecuteAsync(
            $"""
            INSERT INTO hr.payroll_results (id, employee_id, period_year, period_month, sequence, status, gross, total_ee, net_payable, employer_cost, ytd)
            VALUES ('{id}', '{employee}', {year}, {month}, {sequence}, 'calculated', {gross}, 756.35, 5743.65, 7365.55, '{"{\"gross\": 6500.00}"}');
            INSERT INTO hr.payroll_result_lines (result_id, line_no, item_code, quantity, unit_price, base, rate_ee, amount_ee, amount_er, labels)
            VALUES ('{id}', 2, 'AVS', NULL, NULL, 6500.00, 0.053, 344.50, 344.50, '{"{\"fr\": \"AVS/AI/APG\"}"}'),
                   ('{id}', 1, 'SALARY', 1, 6500, 6500.00, NULL, NULL, NULL, '{"{}"}');
            """
        );
        return id;
    }
}
