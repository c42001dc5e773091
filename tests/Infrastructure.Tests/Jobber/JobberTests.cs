using System.Text.Json;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Application.Hr.References;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Tests.Jobber;

/// <summary>What every jobber promises, wherever it is.</summary>
public abstract class JobberTests : IAsyncLifetime
{
    private static readonly string[] s_lists =
    [
        "contract_types",
        "remuneration_types",
        "family_status",
        "tax_status",
        "permit_types",
        "payroll_status",
        "item_nature",
        "charge_bearer",
    ];

    protected abstract IJobber Jobber { get; }

    protected abstract IReferenceSource References { get; }

    protected static IReadOnlyList<string> Lists => s_lists;

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    /// <summary>A job as its submission has it in hand.</summary>
    protected abstract Task<Job> NewJobAsync();

    /// <summary>How many pieces of work the jobber has of a job.</summary>
    protected abstract Task<int> CountWorkAsync(Job job);

    [Fact]
    public async Task HasOneJob_WhenItIsHandedOverTwice()
    {
        var job = await NewJobAsync();

        (await Jobber.SubmitAsync(job, default)).ShouldBeNull();
        (await Jobber.SubmitAsync(job, default)).ShouldBeNull();

        (await CountWorkAsync(job)).ShouldBe(1);
    }

    [Fact]
    public async Task KnowsAJob_OnceItWasHandedOver()
    {
        var job = await NewJobAsync();
        (await Jobber.FindAsync(job, default)).ShouldBeNull();

        await Jobber.SubmitAsync(job, default);

        var known = (await Jobber.FindAsync(job, default)).ShouldNotBeNull();
        (known.JobId, known.Status).ShouldBe((job.JobId, JobStatus.Running));
    }

    [Fact]
    public async Task HasNoPayslip_OfAResultThatItDoesNotKnow() => (await Jobber.FindPdfAsync(Guid.NewGuid(), default)).ShouldBeNull();

    [Fact]
    public async Task TellsHowItIs()
    {
        var health = await Jobber.CheckAsync(default);
        health.Status.ShouldBe("ok");
        health.Url.ShouldNotBeEmpty();
        health.Version.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task OffersEveryList()
    {
        var all = await References.AllAsync("CH", "fr", default);
        foreach (var list in s_lists)
        {
            ShouldBeRows(all.GetProperty(list));
        }
    }

    [Theory]
    [InlineData(ReferenceKind.ContractTypes, "FR")]
    [InlineData(ReferenceKind.RemunerationTypes, "CH")]
    [InlineData(ReferenceKind.FamilyStatus, null)]
    [InlineData(ReferenceKind.TaxStatus, "CH")]
    [InlineData(ReferenceKind.PermitTypes, "CH")]
    [InlineData(ReferenceKind.PayrollStatus, null)]
    public async Task OffersOneList(ReferenceKind kind, string? country) =>
        ShouldBeRows(await References.ListAsync(kind, country, "de", default));

    [Theory]
    [InlineData(null)]
    [InlineData("CH-GE")]
    public async Task OffersPayrollItems(string? cluster) => ShouldBeRows(await References.PayrollItemsAsync("CH", cluster, default));

    private static void ShouldBeRows(JsonElement rows)
    {
        rows.GetArrayLength().ShouldBePositive();
        rows.EnumerateArray().ShouldAllBe(row => row.GetProperty("code").GetString() != "" && row.GetProperty("label").GetString() != "");
    }
}
