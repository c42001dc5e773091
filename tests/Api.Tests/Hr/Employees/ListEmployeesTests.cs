using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Employees;

[Collection(HrApp.Collection)]
public sealed class ListEmployeesTests(HrApp hr)
{
    private readonly PinnokioApp _app = hr.App;

    [Fact]
    public async Task SortsByLastThenFirstName()
    {
        var company = await _app.EnsureCompanyAsync();
        foreach (var (first, last) in new[] { ("Zoé", "Aebi"), ("Anna", "Muster"), ("Beat", "Aebi") })
        {
            await _app.CreateEmployeeAsync(company, ("first_name", first), ("last_name", last));
        }

        (await NamesAsync(company)).ShouldBe(["Beat Aebi", "Zoé Aebi", "Anna Muster"]);
    }

    [Fact]
    public async Task ShowsWhatDeployedCallersRead()
    {
        var company = await _app.EnsureCompanyAsync();
        await _app.CreateEmployeeAsync(company);
        var row = (await _app.ListEmployeesAsync(company)).Data.GetProperty("employees")[0];
        string[] read =
        [
            "id",
            "identifier",
            "first_name",
            "last_name",
            "birth_date",
            "cluster_code",
            "hire_date",
            "is_active",
            "created_at",
        ];
        read.ShouldAllBe(name => row.GetProperty(name).ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task IsEmpty_ForACompanyThatIsNot()
    {
        var data = (await _app.ListEmployeesAsync(Guid.NewGuid())).Data;
        data.GetProperty("employees").GetArrayLength().ShouldBe(0);
        data.GetProperty("next_cursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("zoé", "Zoé Müller")]
    [InlineData("ZOÉ", "Zoé Müller")]
    [InlineData("Zoe\u0301", "Zoé Müller")]
    [InlineData("é mü", "Zoé Müller")]
    [InlineData("müller zoé", "Zoé Müller")]
    [InlineData("%", "Per% Cent")]
    [InlineData("_", "Under_ Score")]
    [InlineData("\\", "Back\\ Slash")]
    [InlineData("r_ s", "Under_ Score")]
    [InlineData("x_1", "Under_ Score")]
    [InlineData("' OR 1=1 --")]
    [InlineData("nobody")]
    public async Task FindsAPartOfANameOrIdentifier_Literally(string search, params string[] expected)
    {
        var company = await _app.EnsureCompanyAsync();
        foreach (var (first, last) in new[] { ("Zoé", "Müller"), ("Per%", "Cent"), ("Under_", "Score"), ("Back\\", "Slash") })
        {
            await _app.CreateEmployeeAsync(
                company,
                ("first_name", first),
                ("last_name", last),
                ("identifier", $"X{first[^1]}{(first == "Under_" ? "1" : first)}")
            );
        }

        (await NamesAsync(company, ("search", search))).ShouldBe(expected);
    }

    [Fact]
    public async Task KeepsToTheCluster()
    {
        var company = await _app.EnsureCompanyAsync();
        await _app.CreateEmployeeAsync(company, ("first_name", "Vaud"), ("cluster_code", "CH-VD"));
        await _app.CreateEmployeeAsync(company, ("first_name", "Geneva"));
        (await NamesAsync(company, ("cluster_code", "CH-VD"))).ShouldBe(["Vaud Muster"]);
    }

    [Theory]
    [InlineData("2023-12-31", 0)]
    [InlineData("2024-01-01", 1)]
    [InlineData("2024-06-30", 1)]
    [InlineData("2024-07-01", 0)]
    public async Task CountsBothEndsOfTheEmployment(string day, int found)
    {
        var company = await _app.EnsureCompanyAsync();
        await _app.CreateEmployeeAsync(company, ("hire_date", "2024-01-01"), ("exit_date", "2024-06-30"));
        (await NamesAsync(company, ("active_on", day))).Length.ShouldBe(found);
    }

    [Theory]
    [InlineData("limit", 0)]
    [InlineData("limit", 1001)]
    [InlineData("search", "")]
    [InlineData("active_on", "1899-12-31")]
    [InlineData("cursor", "abc")]
    [InlineData("cursor", "e30")]
    [InlineData("cursor", "bnVsbA")]
    [InlineData(
        "cursor",
        "eyJsYXN0X25hbWUiOiJcdTAwMDAiLCJmaXJzdF9uYW1lIjoiYSIsImlkIjoiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIn0"
    )]
    [InlineData(
        "cursor",
        "eyJsYXN0X25hbWUiOiJcdWQ4MDAiLCJmaXJzdF9uYW1lIjoiYSIsImlkIjoiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIn0"
    )]
    public async Task RefusesByName_WhenAFilterCannotBe(string field, object value) =>
        (await _app.ListEmployeesAsync(Guid.NewGuid(), (field, value))).ShouldBeRefused("INVALID_ARGS", field);

    private async Task<string[]> NamesAsync(Guid company, params (string Name, object? Value)[] filter) =>
        [
            .. (await _app.ListEmployeesAsync(company, filter))
                .Data.GetProperty("employees")
                .EnumerateArray()
                .Select(row => $"{row.GetProperty("first_name")} {row.GetProperty("last_name")}"),
        ];
}
