using System.Globalization;
using System.Net.Http.Headers;
using Pinnokio.Application.Common;
using RestEase;

namespace Pinnokio.Infrastructure.Jobber;

/// <summary>The jobber as one call of this product sees it: told how much of the call's time is left.</summary>
internal sealed class JobberClient(
    IHttpClientFactory clients,
    JobberCalls calls,
    JobberOptions options,
    CallContext call,
    TimeProvider clock
)
{
    public const string Name = "HR jobber";

    public Task<JobberAnswer> ReadAsync(
        Func<IJobberApi, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken ct,
        bool takesNotFound = false
    ) => SendAsync(send, JobberCallKind.Read, takesNotFound, ct);

    /// <summary>Asks for an effect, which is repeated only where the jobber cannot have begun it.</summary>
    public Task<JobberAnswer> ExecuteAsync(Func<IJobberApi, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken ct) =>
        SendAsync(send, JobberCallKind.Effect, takesNotFound: false, ct);

    private Task<JobberAnswer> SendAsync(
        Func<IJobberApi, CancellationToken, Task<HttpResponseMessage>> send,
        JobberCallKind kind,
        bool takesNotFound,
        CancellationToken ct
    )
    {
        var api = new RestClient(clients.CreateClient(Name)) { RequestBodySerializer = new WireBody() }.For<IJobberApi>();
        var left = call.TimeLeft(clock);
        var patience = left >= TimeSpan.Zero && left < options.Timeout ? left : options.Timeout;
        api.TimeLeft = ((long)patience.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return calls.SendAsync(stop => send(api, stop), kind, ct, takesNotFound);
    }

    /// <summary>In place of the library's own serialiser, which would change names and numbers.</summary>
    private sealed class WireBody : RequestBodySerializer
    {
        public override HttpContent SerializeBody<T>(T body, RequestBodySerializerInfo info) =>
            new ByteArrayContent(WireJson.Serialize(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }
}
