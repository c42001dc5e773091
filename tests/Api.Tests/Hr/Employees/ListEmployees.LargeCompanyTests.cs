using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Employees;

/// <summary>Ten thousand employees, whole and page by page.</summary>
[Collection(HrApp.Collection)]
public sealed class ListEmployeesLargeCompanyTests(HrApp hr)
{
    private const int Everybody = 10_000;
    private const int Page = 500;

    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task ListsEverybodyOnceAndInOrder_WholeAndByPages()
    {
        var company = await _app.EnsureCompanyAsync();
        // Few names, so that the pages end among equal ones and the id has to decide.
        await _app.Database.ExecuteAsync(
            $"""
            INSERT INTO hr.employees (company_id, identifier, first_name, last_name, birth_date, cluster_code, hire_date)
            SELECT '{company}', 'B-' || n, 'First ' || n % 7, 'Näme ' || n % 13, '1990-01-01', 'CH-GE', '2024-01-01'
            FROM generate_series(1, {Everybody}) n
            """
        );
        var whole = await _app.ListEmployeesAsync(company);
        var all = Rows(whole);
        all.Count.ShouldBe(Everybody);
        all.Select(row => row.Id).Distinct().Count().ShouldBe(Everybody);
        all.Select(row => row.Name).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        whole.Data.GetProperty("next_cursor").ValueKind.ShouldBe(JsonValueKind.Null);

        var paged = new List<(Guid Id, string Name)>();
        string? cursor = null;
        do
        {
            var page = await _app.ListEmployeesAsync(company, ("limit", Page), ("cursor", cursor));
            Rows(page).Count.ShouldBe(Page);
            paged.AddRange(Rows(page));
            cursor = page.Data.GetProperty("next_cursor").GetString();
        } while (cursor is not null);

        paged.ShouldBe(all);

        var cached = await _app.OnCompanyAsync("HR.list_employees", company, "user-a");
        cached = await _app.OnCompanyAsync("HR.list_employees", company, "user-a");
        cached.Data.GetProperty("source").GetString().ShouldBe("cache");
        Rows(cached).ShouldBe(all);
        await _app.Database.ExecuteAsync($"DELETE FROM hr.employees WHERE company_id = '{company}'"); // other tests compare whole tables
    }

    private static List<(Guid Id, string Name)> Rows(RpcReply reply) =>
        [
            .. reply
                .Data.GetProperty("employees")
                .EnumerateArray()
                .Select(row => (row.GetProperty("id").GetGuid(), $"{row.GetProperty("last_name")} {row.GetProperty("first_name")}")),
        ];
}
