using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs;

[Collection(HrApp.Collection)]
public sealed class SubmitPdfGenerateTests(HrApp hr)
{
    [Fact]
    public async Task RefusesAPayrollResult_ThatIsNotThere() =>
        (await hr.App.PdfAsync(Guid.NewGuid())).ShouldNotBeApplied("NOT_FOUND", "payroll_id", "payroll_not_found");
}
