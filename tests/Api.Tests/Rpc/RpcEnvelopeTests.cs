using System.Text;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class RpcEnvelopeTests
{
    [Fact]
    public void ReadsEveryMember()
    {
        var envelope = Parse(
            """
            {"api_version":"v1","method":"HR.get_employee","args":["a", 1],"kwargs":{"x": null},"user_id":"u1","session_id":"s1",
             "idempotency_key":"k1","timeout_ms":15000,"trace_id":"t-1","reply_to":"redis:reply:r1"}
            """
        );

        envelope.Fault.ShouldBeNull();
        envelope.Method.ShouldBe("HR.get_employee");
        Text(envelope.Args).ShouldBe("[\"a\", 1]");
        Text(envelope.Kwargs).ShouldBe("{\"x\": null}");
        envelope.UserId.ShouldBe("u1");
        Text(envelope.UserIdJson).ShouldBe("\"u1\"");
        envelope.SessionId.ShouldBe("s1");
        envelope.IdempotencyKey.ShouldBe("k1");
        envelope.TimeoutMs.ShouldBe(15_000);
        envelope.TraceId.ShouldBe("t-1");
        envelope.ReplyTo.ShouldBe("redis:reply:r1");
    }

    [Fact]
    public void NeedsOnlyTheMethod()
    {
        var envelope = Parse("""{"method":"HR.check_connection"}""");

        envelope.Fault.ShouldBeNull();
        envelope.Args.IsEmpty.ShouldBeTrue();
        envelope.Kwargs.IsEmpty.ShouldBeTrue();
        envelope.UserId.ShouldBeNull();
        envelope.UserIdJson.IsEmpty.ShouldBeTrue();
        envelope.SessionId.ShouldBeNull();
        envelope.IdempotencyKey.ShouldBeNull();
        envelope.TraceId.ShouldBeNull();
        envelope.ReplyTo.ShouldBeNull();
        envelope.TimeoutMs.ShouldBe(RpcEnvelope.DefaultTimeoutMs);
    }

    [Fact]
    public void TakesNullAsAbsent()
    {
        var envelope = Parse(
            """
            {"method":"A.b","args":null,"kwargs":null,"user_id":null,"session_id":null,"idempotency_key":null,"timeout_ms":null,
             "trace_id":null,"reply_to":null,"api_version":null}
            """
        );

        envelope.Fault.ShouldBeNull();
        envelope.Args.IsEmpty.ShouldBeTrue();
        envelope.Kwargs.IsEmpty.ShouldBeTrue();
        envelope.UserId.ShouldBeNull();
        envelope.TimeoutMs.ShouldBe(RpcEnvelope.DefaultTimeoutMs);
    }

    [Theory]
    [InlineData("[]", "{}")]
    [InlineData("[ ]", "{ }")]
    [InlineData("[\n\t]", "{\r\n}")]
    public void TakesEmptyArgumentsAsNone(string args, string kwargs)
    {
        var envelope = Parse($$"""{"method":"A.b","args":{{args}},"kwargs":{{kwargs}}}""");

        envelope.Args.IsEmpty.ShouldBeTrue();
        envelope.Kwargs.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void TakesEmptyIdentifiersAsNone()
    {
        var envelope = Parse("""{"method":"A.b","user_id":"","session_id":"","idempotency_key":""}""");

        envelope.Fault.ShouldBeNull();
        envelope.UserId.ShouldBeNull();
        envelope.UserIdJson.IsEmpty.ShouldBeTrue();
        envelope.SessionId.ShouldBeNull();
        envelope.IdempotencyKey.ShouldBeNull();
    }

    [Fact]
    public void IgnoresUnknownMembers()
    {
        var envelope = Parse("""{"client":{"method":"X.y","args":[1]},"method":"A.b","n":[{"kwargs":{}}]}""");

        envelope.Fault.ShouldBeNull();
        envelope.Method.ShouldBe("A.b");
        envelope.Args.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void UnderstandsEscapedNamesAndTexts()
    {
        var envelope = Parse("""{"\u006dethod":"\u0048R.list","user_\u0069d":"J\u00e9r\u00f4me \ud83d\ude00"}""");

        envelope.Method.ShouldBe("HR.list");
        envelope.UserId.ShouldBe("Jérôme 😀");
        Text(envelope.UserIdJson).ShouldBe("\"J\\u00e9r\\u00f4me \\ud83d\\ude00\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[]")]
    [InlineData("[{\"method\":\"A.b\"}]")]
    [InlineData("\"A.b\"")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{\"method\":\"A.b\"")]
    [InlineData("{\"method\":\"A.b\"}{\"method\":\"A.b\"}")]
    [InlineData("{\"method\":\"A.b\"} 1")]
    [InlineData("{\"method\":\"A.b\",}")]
    [InlineData("{\"method\":\"A.b\"} // comment")]
    [InlineData("{'method':'A.b'}")]
    [InlineData("{\"method\":\"A.b\",\"kwargs\":{\"a\":NaN}}")]
    [InlineData("{\"method\":\"A.b\",\"kwargs\":{\"a\":Infinity}}")]
    [InlineData("{\"method\":\"A.b\",\"kwargs\":{\"a\":-Infinity}}")]
    [InlineData("{\"method\":\"A.b\",\"kwargs\":{\"a\":01}}")]
    [InlineData("{\"method\":\"A.b\",\"user_id\":\"raw \u0000 control\"}")]
    [InlineData("{\"method\":\"A.b\",\"\\ud800\":1}")]
    [InlineData("{\"method\":\"A.b\",\"metho\\ud800\":1}")]
    [InlineData("{\"method\":\"A.b\",\"\\u0000\":1}")]
    [InlineData("{\"method\":\"A.b\",\"note\":1,\"no\\u0074e\":2}")]
    [InlineData("\uFEFF{\"method\":\"A.b\"}")]
    public void RefusesWhatIsNotAnEnvelope(string body) => Refused(body).Field.ShouldBeNull();

    [Theory]
    [InlineData("{}", "method")]
    [InlineData("{\"method\":null}", "method")]
    [InlineData("{\"method\":\"\"}", "method")]
    [InlineData("{\"method\":5}", "method")]
    [InlineData("{\"method\":{}}", "method")]
    [InlineData("{\"method\":{\"method\":\"A.b\"}}", "method")]
    [InlineData("{\"method\":[\"A.b\"],\"user_id\":\"u\"}", "method")]
    [InlineData("{\"method\":\"A.b\",\"args\":{}}", "args")]
    [InlineData("{\"method\":\"A.b\",\"args\":\"x\"}", "args")]
    [InlineData("{\"method\":\"A.b\",\"args\":0}", "args")]
    [InlineData("{\"method\":\"A.b\",\"kwargs\":[]}", "kwargs")]
    [InlineData("{\"method\":\"A.b\",\"kwargs\":\"{}\"}", "kwargs")]
    [InlineData("{\"method\":\"A.b\",\"kwargs\":false}", "kwargs")]
    public void NamesTheMemberThatMakesItNoEnvelope(string body, string field) => Refused(body).Field.ShouldBe(field);

    [Theory]
    [InlineData("method", "\"A.b\"")]
    [InlineData("args", "[]")]
    [InlineData("kwargs", "{}")]
    [InlineData("user_id", "null")]
    [InlineData("session_id", "\"s\"")]
    [InlineData("idempotency_key", "\"k\"")]
    [InlineData("timeout_ms", "5")]
    [InlineData("trace_id", "\"t\"")]
    [InlineData("reply_to", "\"r\"")]
    [InlineData("api_version", "\"v1\"")]
    public void RefusesAMemberGivenTwice(string name, string value)
    {
        var escaped = $"\\u{(int)name[0]:x4}{name[1..]}";

        Refused($$"""{"method":"A.b","{{name}}":{{value}},"{{name}}":{{value}}}""").Field.ShouldBe(name);
        Refused($$"""{"method":"A.b","{{name}}":{{value}},"{{escaped}}":{{value}}}""").Field.ShouldBe(name);
    }

    [Fact]
    public void RefusesInvalidUtf8()
    {
        byte[] body = [.. "{\"method\":\"A.b\",\"user_id\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Should.Throw<NotAnEnvelopeException>(() => RpcEnvelope.Parse(body)).Message.ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(RpcEnvelope.MaxDepth)]
    public void RefusesDeepNesting(int depth) =>
        Refused($$"""{"method":"A.b","args":{{new string('[', depth)}}{{new string(']', depth)}}}""").Message.ShouldContain("64");

    [Fact]
    public void AcceptsTheDeepestNestingAllowed()
    {
        var depth = RpcEnvelope.MaxDepth - 1;

        Parse($$"""{"method":"A.b","args":{{new string('[', depth)}}{{new string(']', depth)}}}""").Args.Length.ShouldBe(2 * depth);
    }

    [Theory]
    [InlineData("user_id")]
    [InlineData("session_id")]
    [InlineData("idempotency_key")]
    [InlineData("reply_to")]
    public void NamesTheTextThatIsNone(string name)
    {
        string[] wrong =
        [
            "5",
            "1.5",
            "true",
            "[]",
            "[\"x\"]",
            "{}",
            "{\"method\":\"X.y\"}",
            "\"\\ud83d\"",
            "\"\\ude00\\ud83d\"",
            "\"a\\u0000\"",
        ];
        foreach (var value in wrong)
        {
            var envelope = Parse($$"""{"{{name}}":{{value}},"method":"A.b","timeout_ms":7}""");

            envelope.Fault.ShouldNotBeNull(value).Kind.ShouldBe(ErrorKind.Invalid);
            envelope.Fault!.Field.ShouldBe(name);
            envelope.Method.ShouldBe("A.b");
            envelope.TimeoutMs.ShouldBe(7);
        }
    }

    [Theory]
    [InlineData("user_id")]
    [InlineData("session_id")]
    [InlineData("idempotency_key")]
    [InlineData("reply_to")]
    public void BoundsTheLengthOfTexts(string name)
    {
        Parse($$"""{"method":"A.b","{{name}}":"{{new string('x', 256)}}"}""").Fault.ShouldBeNull();
        Parse($$"""{"method":"A.b","{{name}}":"{{new string('x', 257)}}"}""").Fault.ShouldNotBeNull().Field.ShouldBe(name);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("A.b\\u0000")]
    public void AnswersAMethodNameThatCannotBe(string name)
    {
        Parse($$"""{"method":"{{name}}"}""").Fault.ShouldNotBeNull().Field.ShouldBe("method");
        Parse($$"""{"method":"{{new string('m', 257)}}"}""").Fault.ShouldNotBeNull().Field.ShouldBe("method");
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("600000", 600_000)]
    public void TakesTheTimeout(string value, int expected)
    {
        var envelope = Parse($$"""{"method":"A.b","timeout_ms":{{value}}}""");

        envelope.Fault.ShouldBeNull();
        envelope.TimeoutMs.ShouldBe(expected);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("600001")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    [InlineData("1e999")]
    [InlineData("\"1000\"")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{\"method\":1}")]
    public void RefusesATimeoutOutOfBounds(string value)
    {
        var envelope = Parse($$"""{"timeout_ms":{{value}},"method":"A.b"}""");

        envelope.Fault.ShouldNotBeNull().Field.ShouldBe("timeout_ms");
        envelope.Method.ShouldBe("A.b");
    }

    [Theory]
    [InlineData("\"v2\"")]
    [InlineData("\"V1\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[\"v1\"]")]
    [InlineData("\"\\ud800\"")]
    public void RefusesAnotherApiVersion(string value)
    {
        var envelope = Parse($$"""{"api_version":{{value}},"method":"A.b"}""");

        envelope.Fault.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.InvalidApiVersion);
        envelope.Fault!.Field.ShouldBe("api_version");
        envelope.Method.ShouldBe("A.b");
    }

    [Theory]
    [InlineData("5")]
    [InlineData("{\"a\":[]}")]
    [InlineData("[1]")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\u0000\"")]
    [InlineData("null")]
    public void NeverRefusesATraceId(string value)
    {
        var envelope = Parse($$"""{"trace_id":{{value}},"method":"A.b"}""");

        envelope.Fault.ShouldBeNull();
        envelope.TraceId.ShouldBeNull();
        envelope.Method.ShouldBe("A.b");
    }

    private static RpcEnvelope Parse(string body) => RpcEnvelope.Parse(Encoding.UTF8.GetBytes(body));

    private static NotAnEnvelopeException Refused(string body) => Should.Throw<NotAnEnvelopeException>(() => Parse(body), body);

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
