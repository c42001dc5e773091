using Pinnokio.Application.Hr.References;

namespace Pinnokio.Infrastructure.Tests.Jobber;

public sealed class HttpReferenceSourceTests : IAsyncLifetime
{
    private HttpJobberRig _rig = null!;

    public async Task InitializeAsync() => _rig = await HttpJobberRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task AsksForAllLists()
    {
        _rig.Stub.Answer("/references/all", 200, """{"tax_status":[]}""");
        (await _rig.References.AllAsync("CH", "fr", CancellationToken.None)).GetRawText().ShouldBe("""{"tax_status":[]}""");
        _rig.Stub.Calls.ShouldHaveSingleItem().Query.ShouldBe("?country_code=CH&lang=fr");
    }

    [Theory]
    [InlineData(ReferenceKind.ContractTypes, "contract-types")]
    [InlineData(ReferenceKind.RemunerationTypes, "remuneration-types")]
    [InlineData(ReferenceKind.FamilyStatus, "family-status")]
    [InlineData(ReferenceKind.TaxStatus, "tax-status")]
    [InlineData(ReferenceKind.PermitTypes, "permit-types")]
    [InlineData(ReferenceKind.PayrollStatus, "payroll-status")]
    public async Task AsksForOneList(ReferenceKind kind, string path)
    {
        _rig.Stub.Answer($"/references/{path}", 200, """[{"code":"x"}]""");
        (await _rig.References.ListAsync(kind, null, "de", CancellationToken.None)).GetArrayLength().ShouldBe(1);
        await _rig.References.ListAsync(kind, "FR", "de", CancellationToken.None);
        _rig.Stub.Calls.Select(call => call.Query).ShouldBe(["?lang=de", "?country_code=FR&lang=de"]);
    }

    [Fact]
    public async Task AsksForThePayslipsLines()
    {
        _rig.Stub.Answer("/references/payroll-items", 200, "[]");
        await _rig.References.PayrollItemsAsync("CH", null, CancellationToken.None);
        await _rig.References.PayrollItemsAsync("CH", "CH-GE", CancellationToken.None);
        _rig.Stub.Calls.Select(call => call.Query).ShouldBe(["?country_code=CH", "?country_code=CH&cluster_code=CH-GE"]);
    }

    [Fact]
    public async Task Fails_WhenAListIsNone()
    {
        _rig.Stub.Answer("/references/tax-status", 200, "{}");
        var error = await HttpJobberRig.FailureAsync(
            _rig.References.ListAsync(ReferenceKind.TaxStatus, null, "fr", CancellationToken.None)
        );
        (error.Code, error.RetryAfterMs).ShouldBe(("jobber_unavailable", 1_000));
    }
}
