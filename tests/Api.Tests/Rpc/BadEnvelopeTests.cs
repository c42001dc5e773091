using System.Net.Http.Headers;
using System.Text;
using Pinnokio.Api.Tests.Hr;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>What is not a call at all, on the real server: an HTTP status, always with the JSON error body, and nothing is written.</summary>
[Collection(HrApp.Collection)]
public sealed class BadEnvelopeTests(HrApp hr)
{
    private const string GoodBody = """{"method":"HR.check_connection"}""";
    private const int Mebibyte = 1 << 20;

    private static readonly string s_deep = new string('[', 10_000) + new string(']', 10_000);

    private readonly PinnokioApp _app = hr.App;

    public static TheoryData<string, string> Bodies =>
        new()
        {
            { "empty", "" },
            { "not JSON", "method=HR.check_connection" },
            { "an array", "[]" },
            { "a text", "\"HR.check_connection\"" },
            { "null", "null" },
            { "cut off", """{"method":"HR.check_connection" """ },
            { "two values", GoodBody + GoodBody },
            { "no method", """{"kwargs":{}}""" },
            { "method not a text", """{"method":42}""" },
            { "args not an array", """{"method":"HR.get_company","args":{}}""" },
            { "kwargs not an object", """{"method":"HR.get_company","kwargs":[]}""" },
            { "NaN", """{"method":"HR.get_payroll_result","kwargs":{"year":NaN}}""" },
            { "Infinity", """{"method":"HR.get_payroll_result","kwargs":{"year":-Infinity}}""" },
            { "method twice", """{"method":"HR.get_company","method":"HR.delete_employee"}""" },
            { "kwargs twice", """{"method":"HR.get_company","kwargs":{},"kwargs":{}}""" },
            { "a comment", """{"method":"HR.check_connection"/* hello */}""" },
            { "10 000 deep", """{"method":"HR.get_company","kwargs":{"company_id":""" + s_deep + "}}" },
            { "10 000 deep and cut off", """{"method":"HR.get_company","x":""" + s_deep[..10_000] + "}" },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task IsBadRequest_WhenTheBodyIsNoEnvelope(string what, string body)
    {
        var before = await _app.Database.StatesAsync();
        (await _app.PostAsync(body)).ShouldSatisfyAllConditions(
            reply => reply.Status.ShouldBe(400, what),
            reply => reply.Code.ShouldBe("INVALID_ARGS", what)
        );
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xFF })]
    public async Task IsBadRequest_WhenTheBodyIsNotUtf8(byte[] wrong)
    {
        byte[] body = [.. """{"method":"HR.check_connection","trace_id":" """u8, .. wrong, .. "\"}"u8];
        var reply = await SendAsync(HttpMethod.Post, "/rpc", new ByteArrayContent(body) { Headers = { ContentType = Json } });
        (reply.Status, reply.Code).ShouldBe((400, "INVALID_ARGS"));
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 413)]
    [InlineData(Mebibyte, 413)]
    public async Task IsTooLarge_WhenTheBodyIsOverOneMebibyte(int over, int status)
    {
        var body = GoodBody[..^1] + new string(' ', Mebibyte + over - GoodBody.Length) + "}";
        var reply = await _app.PostAsync(body);
        reply.Status.ShouldBe(status);
        reply.Code.ShouldBe(status == 200 ? null : "INVALID_ARGS");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task IsUnsupportedMediaType_WhenTheBodyDoesNotClaimToBeJson(string type)
    {
        var reply = await SendAsync(HttpMethod.Post, "/rpc", new StringContent(GoodBody, Encoding.UTF8, type));
        (reply.Status, reply.Code, reply.Field).ShouldBe((415, "INVALID_ARGS", "Content-Type"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task IsMethodNotAllowed_WhenTheVerbIsNotPost(string verb)
    {
        var reply = await SendAsync(new HttpMethod(verb), "/rpc");
        (reply.Status, reply.Code).ShouldBe((405, "INVALID_ARGS"));
    }

    [Theory]
    [InlineData("/index.html")]
    [InlineData("/rpc/HR.get_company")]
    [InlineData("/rpc/../etc/passwd")]
    public async Task IsNotFound_WhenThePathIsUnknown(string path)
    {
        var reply = await SendAsync(HttpMethod.Post, path, new StringContent(GoodBody, Encoding.UTF8, "application/json"));
        (reply.Status, reply.Code).ShouldBe((404, "NOT_FOUND"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer " + PinnokioApp.Token + "x")]
    [InlineData("Basic " + PinnokioApp.Token)]
    [InlineData(PinnokioApp.Token)]
    public async Task IsUnauthenticated_WithoutTheToken(string? header)
    {
        using var client = new HttpClient { BaseAddress = _app.Client.BaseAddress };
        if (header is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        }

        using var content = new StringContent(GoodBody, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/rpc", content);
        var reply = await RpcReply.ReadAsync(response, CancellationToken.None);
        (reply.Status, reply.Code).ShouldBe((401, "UNAUTHENTICATED"));
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("""{"method":"HR.no_such_method"}""", "METHOD_NOT_FOUND", "method")]
    [InlineData("""{"method":"hr.check_connection"}""", "METHOD_NOT_FOUND", "method")]
    [InlineData("""{"method":"'; DROP TABLE hr.employees; --"}""", "METHOD_NOT_FOUND", "method")]
    [InlineData("""{"method":"HR.check_connection","api_version":"v2"}""", "INVALID_API_VERSION", "api_version")]
    [InlineData("""{"method":"HR.check_connection","timeout_ms":0}""", "INVALID_ARGS", "timeout_ms")]
    [InlineData("""{"method":"HR.check_connection","timeout_ms":600001}""", "INVALID_ARGS", "timeout_ms")]
    [InlineData("""{"method":"HR.check_connection","timeout_ms":1e999}""", "INVALID_ARGS", "timeout_ms")]
    [InlineData("""{"method":"HR.check_connection","user_id":7}""", "INVALID_ARGS", "user_id")]
    [InlineData("""{"method":"HR.check_connection","user_id":"\ud800"}""", "INVALID_ARGS", "user_id")]
    [InlineData("""{"method":"HR.check_connection","session_id":"\u0000"}""", "INVALID_ARGS", "session_id")]
    [InlineData("""{"method":"HR.check_connection","idempotency_key":[]}""", "INVALID_ARGS", "idempotency_key")]
    [InlineData("""{"method":"HR.check_connection","reply_to":"other:x"}""", "INVALID_ARGS", "reply_to")]
    [InlineData("""{"method":"HR.get_company","args":[1]}""", "INVALID_ARGS", "company_id")]
    [InlineData("""{"method":"HR.check_connection","args":["u",false,1]}""", "INVALID_ARGS", "args")]
    public async Task IsRefusedByName_WhenTheEnvelopeHoldsABadValue(string body, string code, string field) =>
        (await _app.PostAsync(body)).ShouldBeRefused(code, field);

    private static MediaTypeHeaderValue Json { get; } = new("application/json");

    private async Task<RpcReply> SendAsync(HttpMethod verb, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(verb, path) { Content = content };
        using var response = await _app.Client.SendAsync(request);
        return await RpcReply.ReadAsync(response, CancellationToken.None);
    }
}
