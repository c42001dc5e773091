using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Companies;

[Collection(HrApp.Collection)]
public sealed class GetCompanyTests(HrApp hr)
{
    [Fact]
    public async Task ShowsEveryColumn()
    {
        var id = await hr.App.EnsureCompanyAsync(("country", "Suisse"), ("bur_ree", "A12345678"), ("default_cluster_code", "CH-GE"));
        var company = (await hr.App.OnCompanyAsync("HR.get_company", id)).Data.GetProperty("company");
        company.GetProperty("id").GetGuid().ShouldBe(id);
        company.GetProperty("bur_ree").GetString().ShouldBe("A12345678");
        company.GetProperty("default_cluster_code").GetString().ShouldBe("CH-GE");
        company.GetProperty("retirement_age_months").GetInt32().ShouldBe(780);
        company.GetProperty("status").GetString().ShouldBe("active");
        company.GetProperty("row_version").GetInt64().ShouldBe(1);
        company.GetProperty("created_at").GetString()!.ShouldEndWith("Z");
    }

    [Fact]
    public async Task IsNull_WhenThereIsNone() =>
        (await hr.App.OnCompanyAsync("HR.get_company", Guid.NewGuid())).Data.GetProperty("company").ValueKind.ShouldBe(JsonValueKind.Null);

    [Fact]
    public async Task RefusesTheEmptyId() =>
        (await hr.App.OnCompanyAsync("HR.get_company", Guid.Empty)).ShouldBeRefused("INVALID_ARGS", "company_id");
}
