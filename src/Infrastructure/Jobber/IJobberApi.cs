using System.Text.Json.Nodes;
using RestEase;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>The jobber's routes. Answers come as they are: what a status means is decided in one place, <see cref="JobberCalls"/>.</summary>
[AllowAnyStatusCode]
internal interface IJobberApi
{
    /// <summary>What is left of the caller's time, in milliseconds.</summary>
    [Header("X-Request-Timeout-Ms")]
    string? TimeLeft { get; set; }

    [Post("api/payroll/calculate")]
    Task<HttpResponseMessage> CalculateAsync([Header("Idempotency-Key")] string jobId, [Body] JsonObject order, CancellationToken ct);

    [Post("api/payroll/batch")]
    Task<HttpResponseMessage> BatchAsync([Header("Idempotency-Key")] string jobId, [Body] JsonObject order, CancellationToken ct);

    [Post("api/payroll/pdf/generate")]
    Task<HttpResponseMessage> GeneratePdfAsync([Header("Idempotency-Key")] string jobId, [Body] JsonObject order, CancellationToken ct);

    [Get("api/payroll/pdf/{payrollId}")]
    Task<HttpResponseMessage> PdfAsync([Path] Guid payrollId, CancellationToken ct);

    [Get("api/jobs/{jobId}")]
    Task<HttpResponseMessage> JobAsync([Path] string jobId, CancellationToken ct);

    [Get("references/all")]
    Task<HttpResponseMessage> ReferencesAsync(
        [Query("country_code")] string country,
        [Query("lang")] string language,
        CancellationToken ct
    );

    [Get("references/{list}")]
    Task<HttpResponseMessage> ReferencesAsync(
        [Path] string list,
        [Query("country_code")] string? country,
        [Query("lang")] string language,
        CancellationToken ct
    );

    [Get("references/payroll-items")]
    Task<HttpResponseMessage> PayrollItemsAsync(
        [Query("country_code")] string country,
        [Query("cluster_code")] string? clusterCode,
        CancellationToken ct
    );

    [Get("health")]
    Task<HttpResponseMessage> HealthAsync(CancellationToken ct);
}
