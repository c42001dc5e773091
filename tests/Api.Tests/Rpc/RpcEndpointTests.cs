using Pinnokio.Application.Common;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class RpcEndpointTests
{
    private const string Ask = """{"method":"TEST.ask","args":["?"]""";
    private const string Change = """{"method":"TEST.change","args":["it"]""";

    [Fact]
    public async Task AnswersACall()
    {
        var reply = await new RpcEntrance().CallAsync(Ask + "}");

        reply.Status.ShouldBe(200);
        reply.Body.ShouldBe("""{"ok":true,"data":"done"}""");
        reply.Http.Response.ContentType.ShouldBe("application/json");
        reply.Http.Response.ContentLength.ShouldBe(reply.Body.Length);
        reply.Http.Response.Headers.ContainsKey("Idempotency-Replayed").ShouldBeFalse();
    }

    [Fact]
    public async Task MarksAReplay()
    {
        var reply = await new RpcEntrance().CallAsync("""{"method":"TEST.change","args":["again"]}""");

        reply.Http.Response.Headers["Idempotency-Replayed"].ToString().ShouldBe("true");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    public async Task RefusesAnUnknownCaller(string? authorization)
    {
        var reply = await new RpcEntrance().CallAsync(Ask + "}", http => http.Request.Headers.Authorization = authorization);

        reply.Status.ShouldBe(401);
        reply.Error("code").ShouldBe("UNAUTHENTICATED");
        reply.Http.Response.Headers.WWWAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task RefusesWhatIsNotSaidToBeJson(string? contentType)
    {
        var reply = await new RpcEntrance().CallAsync(Ask + "}", http => http.Request.ContentType = contentType);

        reply.Status.ShouldBe(415);
        reply.Error("code").ShouldBe("INVALID_ARGS");
    }

    [Fact]
    public async Task AnswersWhatIsNotAnEnvelopeWith400()
    {
        var reply = await new RpcEntrance().CallAsync("""{"method":"TEST.ask","kwargs":[]}""");

        reply.Status.ShouldBe(400);
        reply.Error("code").ShouldBe("INVALID_ARGS");
        reply.Error("field").ShouldBe("kwargs");
    }

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", false)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a_b", false)]
    [InlineData("é", false)]
    [InlineData("a\\r\\nSet-Cookie: x", false)]
    public async Task EchoesATraceIdOfTheRightForm_OrMakesOne(string traceId, bool isEchoed)
    {
        var reply = await new RpcEntrance().CallAsync(Ask + $$""","trace_id":"{{traceId}}"}""");

        reply.Status.ShouldBe(200);
        reply.Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        if (isEchoed)
        {
            reply.TraceId.ShouldBe(traceId);
        }
        else
        {
            reply.TraceId.ShouldMatch("^[0-9a-f]{32}$");
        }
    }

    [Theory]
    [InlineData("""{"method":"TEST.change"}""", "INVALID_ARGS", "what", "not_applied")]
    [InlineData("""{"method":"TEST.ask"}""", "INVALID_ARGS", "question", null)]
    [InlineData("""{"method":"TEST.change","args":["it"],"timeout_ms":0}""", "INVALID_ARGS", "timeout_ms", "not_applied")]
    [InlineData("""{"method":"TEST.ask","args":["?"],"timeout_ms":0}""", "INVALID_ARGS", "timeout_ms", null)]
    [InlineData("""{"method":"TEST.change","args":["it"],"reply_to":"other"}""", "INVALID_ARGS", "reply_to", "not_applied")]
    [InlineData("""{"method":"TEST.change","api_version":"v2"}""", "INVALID_API_VERSION", "api_version", "not_applied")]
    [InlineData("""{"method":"TEST.none"}""", "METHOD_NOT_FOUND", "method", null)]
    public async Task SaysThatARefusedWriteWasNotApplied(string body, string code, string field, string? outcome)
    {
        var reply = await new RpcEntrance().CallAsync(body);

        reply.Status.ShouldBe(200);
        reply.Error("code").ShouldBe(code);
        reply.Error("field").ShouldBe(field);
        reply.Error("outcome").ShouldBe(outcome);
        reply.Error("retry_after_ms").ShouldBeNull();
    }

    [Fact]
    public async Task TellsNothingOfAnUnexpectedFault()
    {
        var entrance = new RpcEntrance(_ => throw new InvalidOperationException("SELECT secret FROM /etc"));

        var reply = await entrance.CallAsync(Change + "}");

        reply.Status.ShouldBe(200);
        reply.Error("code").ShouldBe("INTERNAL");
        reply.Body.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(Ask, null)]
    [InlineData(Change, "not_applied")]
    public async Task AnswersAtTheDeadline_EvenWhenTheWorkDoesNotHeedIt(string call, string? outcome)
    {
        var never = new TaskCompletionSource<string>();

        var reply = await new RpcEntrance(_ => never.Task).CallAsync(call + ""","timeout_ms":1}""");

        reply.Error("code").ShouldBe("TIMEOUT");
        reply.Error("outcome").ShouldBe(outcome);
        never.SetResult("too late");
    }

    [Fact]
    public async Task CancelsTheReadOfACallerWhoLeaves()
    {
        using var left = new CancellationTokenSource();
        var entrance = new RpcEntrance(async ct =>
        {
            await left.CancelAsync();
            return ct.IsCancellationRequested ? "cancelled" : "not cancelled";
        });

        var replyTo = ""","reply_to":"redis:reply:x"}""";
        await Should.ThrowAsync<OperationCanceledException>(entrance.CallAsync(Ask + replyTo, http => http.RequestAborted = left.Token));

        entrance.Replies.ShouldHaveSingleItem().Message.ShouldContain("\"data\":\"cancelled\"");
    }

    [Fact]
    public async Task CarriesTheWriteOfACallerWhoLeavesThrough()
    {
        using var left = new CancellationTokenSource();
        var entrance = new RpcEntrance(async ct =>
        {
            await left.CancelAsync();
            return ct.IsCancellationRequested ? "cancelled" : "written";
        });

        var replyTo = ""","reply_to":"redis:reply:x"}""";
        await Should.ThrowAsync<OperationCanceledException>(entrance.CallAsync(Change + replyTo, http => http.RequestAborted = left.Token));

        entrance.Replies.ShouldHaveSingleItem().Message.ShouldContain("\"data\":\"written\"");
    }

    [Fact]
    public async Task PublishesTheAnswerToo()
    {
        var entrance = new RpcEntrance();

        await entrance.CallAsync(Ask + ""","reply_to":"redis:reply:job-1.a:b_c","trace_id":"t1"}""");
        await entrance.CallAsync("""{"method":"TEST.none","reply_to":"redis:reply:2","trace_id":"t2"}""");

        entrance.Replies[0].ShouldBe(("redis:reply:job-1.a:b_c", """{"ok":true,"data":"done","trace_id":"t1"}"""));
        entrance.Replies[1].Channel.ShouldBe("redis:reply:2");
        entrance.Replies[1].Message.ShouldStartWith("""{"ok":false,"error":{"code":"METHOD_NOT_FOUND",""");
        entrance.Replies[1].Message.ShouldEndWith(""","trace_id":"t2"}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("redis:reply:")]
    [InlineData("redis:reply:a b")]
    [InlineData("redis:reply:a\\n")]
    [InlineData("REDIS:reply:a")]
    [InlineData("user:u1")]
    [InlineData("http://elsewhere")]
    public async Task RefusesAnyOtherReplyChannel(string replyTo)
    {
        var entrance = new RpcEntrance();

        var reply = await entrance.CallAsync(Ask + $$""","reply_to":"{{replyTo}}"}""");

        reply.Error("field").ShouldBe("reply_to");
        entrance.Replies.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnswersBeforeASlowChannelTakesTheReply()
    {
        var slow = new TaskCompletionSource();
        var entrance = new RpcEntrance { Publishing = slow.Task };
        var answered = new AnswerStream();

        var call = entrance.CallAsync(Ask + ""","reply_to":"redis:reply:x"}""", http => http.Response.Body = answered);
        await answered.FirstWrite;

        call.IsCompleted.ShouldBeFalse();
        slow.SetResult();
        await call;
        entrance.Replies.Count.ShouldBe(1);
    }

    [Fact]
    public async Task AnswersThoughTheReplyIsLost()
    {
        var entrance = new RpcEntrance { Publishing = Task.FromException(new InvalidOperationException("no channel")) };

        var reply = await entrance.CallAsync(Ask + ""","reply_to":"redis:reply:x"}""");

        reply.Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task WritesErrorsOfTheMethodWithTheirRetryAdvice()
    {
        var entrance = new RpcEntrance(_ => throw new AppException(AppError.Unavailable("The database")));

        var reply = await entrance.CallAsync(Ask + "}");

        reply.Error("code").ShouldBe("UNAVAILABLE");
        reply.Error("retry_after_ms").ShouldBe("1000");
    }

    private sealed class AnswerStream : MemoryStream
    {
        private readonly TaskCompletionSource _written = new();

        public Task FirstWrite => _written.Task;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _written.TrySetResult();
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
