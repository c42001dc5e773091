using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pinnokio.Api.Tests.Hub;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Callbacks;

/// <summary>A replica on real sockets that wants its callbacks signed, and the jobber that reports to it.</summary>
public sealed class CallbackApp : IAsyncLifetime
{
    internal const string Token = "callback-token-0123456789";
    internal const string NewSecret = "whsec_bmV3LXNlY3JldC0wMTIzNDU2Nzg5";
    internal const string OldSecret = "old-secret-0123456789";

    internal PinnokioApp App { get; private set; } = null!;

    internal Guid CompanyId { get; private set; }

    public async Task InitializeAsync()
    {
        App = await PinnokioApp.StartAsync(
            onSockets: true,
            settings: settings =>
            {
                settings["HR_CALLBACK_TOKEN"] = $"another-token, {Token}";
                settings["HR_CALLBACK_SECRET"] = $"{NewSecret},{OldSecret}";
            }
        );
        CompanyId = await App.EnsureCompanyAsync();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>A job as its submission leaves it; not stored yet.</summary>
    internal TestJob NewJob(string type = "payroll_batch") => new(App.Database, CompanyId, type);

    internal async Task<TestJob> AddJobAsync(string type = "payroll_batch")
    {
        var job = NewJob(type);
        await job.AddAsync();
        return job;
    }

    internal async Task<HubClient> FollowAsync(string user)
    {
        var client = await HubClient.ConnectAsync(App.Client.BaseAddress!, $"uid={user}");
        while (HubClient.Kind(await client.NextAsync()) != "ready") { }
        return client;
    }

    internal Task<RpcReply> ReportAsync(TestJob job, string status, object? more = null) => PostAsync(job.Report(status, more));

    /// <summary>Posts a signed body; each part of the signature may be something else.</summary>
    internal Task<RpcReply> PostAsync(
        string body,
        string? token = Token,
        string secret = NewSecret,
        TimeSpan age = default,
        Action<HttpRequestMessage>? edit = null
    ) => PostAsync(Encoding.UTF8.GetBytes(body), token, secret, age, edit);

    internal async Task<RpcReply> PostAsync(
        byte[] body,
        string? token = Token,
        string secret = NewSecret,
        TimeSpan age = default,
        Action<HttpRequestMessage>? edit = null
    )
    {
        using var request = Request(body, token);
        Sign(request, body, secret, TimeProvider.System.GetUtcNow() - age);
        edit?.Invoke(request);
        using var client = new HttpClient { BaseAddress = App.Client.BaseAddress };
        using var response = await client.SendAsync(request);
        return await RpcReply.ReadAsync(response, CancellationToken.None);
    }

    private static HttpRequestMessage Request(byte[] body, string? token)
    {
        var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        var request = new HttpRequestMessage(HttpMethod.Post, "/hr/callback") { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static string Signature(string id, string timestamp, byte[] body, string secret)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var key = secret.StartsWith("whsec_", StringComparison.Ordinal)
            ? Convert.FromBase64String(secret["whsec_".Length..])
            : Encoding.UTF8.GetBytes(secret);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, message));
    }

    private static void Sign(HttpRequestMessage request, byte[] body, string secret, DateTimeOffset time)
    {
        var (id, timestamp) = ($"msg_{Guid.NewGuid():N}", time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Signature(id, timestamp, body, secret));
    }
}

/// <summary>A job and what a jobber says of it.</summary>
internal sealed class TestJob(TestDatabase database, Guid companyId, string type)
{
    public string Id { get; } = $"{type[..4]}_{Guid.NewGuid().ToString("N")[..12]}";

    public string User { get; init; } = $"user-{Guid.NewGuid():N}";

    public Task AddAsync() =>
        database.ExecuteAsync(
            $$"""
            INSERT INTO hr.hr_jobs (job_id, job_type, company_id, user_id, parameters, submitted_at, due_at)
            VALUES ('{{Id}}', '{{type}}', '{{companyId}}', '{{User}}', '{"year": 2026, "month": 3}', now(), now() + interval '1 hour')
            """
        );

    public Task<string> StatusAsync() => database.ScalarAsync<string>($"SELECT status FROM hr.hr_jobs WHERE job_id = '{Id}'");

    /// <summary>The body of a callback; a further field replaces one of the same name.</summary>
    public string Report(string status, object? more = null)
    {
        var fields = new Dictionary<string, object?>
        {
            ["user_id"] = User,
            ["job_id"] = Id,
            ["job_type"] = type,
            ["status"] = status,
        };
        foreach (var field in JsonSerializer.SerializeToElement(more ?? new object()).EnumerateObject())
        {
            fields[field.Name] = field.Value;
        }

        return JsonSerializer.Serialize(fields);
    }

    public string Progress(int completed, int? seq = null) =>
        Report(
            "running",
            seq is null
                ? new
                {
                    batch_progress = new
                    {
                        total = 10,
                        completed,
                        failed = 0,
                    },
                }
                : new
                {
                    batch_progress = new
                    {
                        total = 10,
                        completed,
                        failed = 0,
                    },
                    progress_seq = seq,
                }
        );
}
