using System.Diagnostics;
using System.Text.Json;
using Pinnokio.Api.Tests.Hub;
using Pinnokio.Support;
using Xunit.Abstractions;

namespace Pinnokio.Api.Tests.Hr.Jobs.Embedded;

/// <summary>A whole company is paid; 1 000 employees with <c>PINNOKIO_FULL_SIZE=true</c>.</summary>
public sealed class LargeBatchTests(ITestOutputHelper output)
{
    private static readonly int s_employees = TwoReplicas.Size(120, 1_000);

    [Fact]
    public async Task TellsHowFarItIsAndWhatBecameOfEverybody_WhenOneCannotBePaid()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var replica = await ProductProcess.ReadyAsync(database);
        var staff = await Staff.HireAsync(database, replica.Client, s_employees, withoutContract: 1);
        await using var screen = await Staff.FollowAsync(replica.Client, "anna");
        var before = await Staff.PeakMegabytesAsync(replica);
        var watch = Stopwatch.StartNew();

        var job = await staff.SubmitBatchAsync(replica.Client);
        var progress = new List<int>();
        JsonElement frame;
        while (Type(frame = await screen.NextAsync()) == "hr_job_progress")
        {
            progress.Add(Done(frame.GetProperty("payload").GetProperty("progress")));
        }

        output.WriteLine(
            $"{s_employees} employees in {watch.Elapsed.TotalSeconds:F1} s, {progress.Count} progress events, peak {before} -> {await Staff.PeakMegabytesAsync(replica)} MB"
        );
        Type(frame).ShouldBe("hr_job_completed");
        frame.GetProperty("job_id").GetString().ShouldBe(job);
        frame.GetProperty("status").GetString().ShouldBe("partial");
        Done(frame.GetProperty("data").GetProperty("progress")).ShouldBe(s_employees);
        progress.ShouldBe(progress.Order().Distinct(), "each event says more than the one before");
        progress[^1].ShouldBe(s_employees);
        var result = JsonElement.Parse(await staff.OfJobAsync<string>(job, "result::text"));
        var failed = result.GetProperty("employees").EnumerateArray().Where(o => o.GetProperty("status").GetString() == "failed").ToList();
        result.GetProperty("employees").GetArrayLength().ShouldBe(s_employees);
        failed.ShouldHaveSingleItem().GetProperty("error").GetProperty("code").GetString().ShouldBe("contract_missing");
        (await staff.ResultsAsync()).ShouldBe($"{s_employees - 1} of {s_employees - 1}");
    }

    private static string? Type(JsonElement frame) => frame.GetProperty("type").GetString();

    private static int Done(JsonElement progress) =>
        progress.GetProperty("completed").GetInt32() + progress.GetProperty("failed").GetInt32();
}
