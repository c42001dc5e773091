using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Application.Hr.References;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Tests.Jobber;

public sealed class JobberOverHttpTests : JobberTests
{
    private const string Rows = """[{"code":"a","label":"A"},{"code":"b","label":"B","more":1}]""";
    private HttpJobberRig _rig = null!;

    protected override IJobber Jobber => _rig.Jobber;

    protected override IReferenceSource References => _rig.References;

    public override async Task InitializeAsync()
    {
        _rig = await HttpJobberRig.StartAsync();
        _rig.Stub.Answer("/references/", 200, Rows);
        _rig.Stub.Answer("/references/all", 200, "{" + string.Join(",", Lists.Select(list => $"\"{list}\":{Rows}")) + "}");
        _rig.Stub.AnswerBy(
            "/api/jobs/",
            async http =>
            {
                var id = http.Request.Path.Value!.Split('/')[^1];
                var isKnown = _rig.Stub.Orders.Any(order => order.Header("Idempotency-Key") == id);
                http.Response.StatusCode = isKnown ? 200 : 404;
                http.Response.ContentType = "application/json";
                await http.Response.Body.WriteAsync(isKnown ? """{"status":"running"}"""u8.ToArray() : "{}"u8.ToArray());
            }
        );
    }

    public override async Task DisposeAsync() => await _rig.DisposeAsync();

    protected override Task<Job> NewJobAsync() => Task.FromResult(HttpJobberRig.Calculate());

    /// <summary>A jobber takes orders with one key for one.</summary>
    protected override Task<int> CountWorkAsync(Job job) =>
        Task.FromResult(_rig.Stub.Orders.Select(order => order.Header("Idempotency-Key")).Distinct().Count(key => key == job.JobId));
}
