using System.Text.Json;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Companies;

[Collection(HrApp.Collection)]
public sealed class GetCompanyIdTests(HrApp hr)
{
    [Theory]
    [InlineData("{0}")]
    [InlineData("  {0}\t")]
    public async Task FindsTheCompanyOfTheMandate(string padded)
    {
        var path = $"comptes/c/mandats/{Guid.NewGuid():N}";
        var id = await hr.App.EnsureCompanyAsync(("mandate_path", path));
        var asked = string.Format(System.Globalization.CultureInfo.InvariantCulture, padded, path);
        var answer = (await hr.App.RpcAsync("HR.get_company_id", new { mandate_path = asked })).Data;
        answer.GetProperty("company_id").GetGuid().ShouldBe(id);
    }

    [Fact]
    public async Task IsNull_WhenThereIsNone()
    {
        var answer = (await hr.App.RpcAsync("HR.get_company_id", new { mandate_path = "comptes/c/mandats/none" })).Data;
        answer.GetProperty("company_id").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("../a")]
    public async Task RefusesAPath_ThatIsNone(string path) =>
        (await hr.App.RpcAsync("HR.get_company_id", new { mandate_path = path })).ShouldBeRefused("INVALID_ARGS", "mandate_path");
}
