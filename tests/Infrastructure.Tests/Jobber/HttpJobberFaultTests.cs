using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Jobber;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Jobber;

/// <summary>A jobber that is down, slow, broken, or refuses: each a named failure, and work is ordered once.</summary>
public sealed class HttpJobberFaultTests : IAsyncLifetime
{
    private const string Calculate = "/api/payroll/calculate";
    private HttpJobberRig _rig = null!;

    public async Task InitializeAsync() => _rig = await HttpJobberRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData(400, "No rate for 2025.", "The HR jobber refuses (HTTP 400): No rate for 2025.")]
    [InlineData(401, "", "The HR jobber refuses (HTTP 401).")]
    [InlineData(404, "", "The HR jobber refuses (HTTP 404).")]
    [InlineData(422, "two\nlines", "The HR jobber refuses (HTTP 422): twolines")]
    public async Task IsFinal_WhenTheJobberRefuses(int status, string detail, string message)
    {
        _rig.Stub.Answer(Calculate, status, System.Text.Json.JsonSerializer.Serialize(new { detail }));
        var error = await SubmitFailsAsync();
        (error.Code, error.Kind, error.RetryAfterMs, error.Message).ShouldBe(("jobber_refused", ErrorKind.Conflict, null, message));
        _rig.Stub.Orders.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task OrdersOnce_WhenTheJobberMayHaveBegun(int status)
    {
        _rig.Stub.Answer(Calculate, status, "<html>");
        Unavailable(await SubmitFailsAsync()).ShouldBe(1_000);
        _rig.Stub.Orders.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task OrdersAgainUnderTheSameKey_WhenTheJobberSaysThatItHasNotBegun(int status)
    {
        var calls = 0;
        _rig.Stub.AnswerBy(
            Calculate,
            http =>
            {
                http.Response.StatusCode = ++calls == 1 ? status : 202;
                return Task.CompletedTask;
            }
        );
        await _rig.Jobber.SubmitAsync(HttpJobberRig.Calculate(), CancellationToken.None);
        _rig.Stub.Orders.Select(order => order.Header("Idempotency-Key"))
            .ToArray()
            .ShouldBe([_rig.Stub.Orders[0].Header("Idempotency-Key"), _rig.Stub.Orders[0].Header("Idempotency-Key")]);
    }

    [Fact]
    public async Task HandsOnTheAdvice_WhenTheJobberNamesALongPause()
    {
        _rig.Stub.Answer(Calculate, 429, retryAfter: "90");
        Unavailable(await SubmitFailsAsync()).ShouldBe(90_000);
        _rig.Stub.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task OrdersOnce_WhenTheConnectionBreaks()
    {
        _rig.Stub.AnswerBy(
            Calculate,
            http =>
            {
                http.Abort();
                return Task.CompletedTask;
            }
        );
        Unavailable(await SubmitFailsAsync());
        _rig.Stub.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task IsUnavailable_WhenNobodyListens()
    {
        using var closed = new TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var address = closed.LocalEndpoint;
        closed.Stop();
        await using var rig = await HttpJobberRig.StartAsync($"http://{address}");
        Unavailable(await HttpJobberRig.FailureAsync(rig.Jobber.SubmitAsync(HttpJobberRig.Calculate(), CancellationToken.None)));
    }

    [Fact]
    public async Task IsUnavailable_WhenTheJobberIsSlow()
    {
        await using var rig = await HttpJobberRig.StartAsync(timeout: 1);
        rig.Stub.Hold(Calculate);
        var error = await HttpJobberRig.FailureAsync(rig.Jobber.SubmitAsync(HttpJobberRig.Calculate(), CancellationToken.None));
        (Unavailable(error), error.Message).ShouldBe((1_000, "The HR jobber did not answer in time."));
        rig.Stub.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stops_WhenItsCallerDoes()
    {
        _rig.Stub.Hold(Calculate);
        using var stop = new CancellationTokenSource();
        var work = _rig.Jobber.SubmitAsync(HttpJobberRig.Calculate(), stop.Token);
        await Eventually.HoldsAsync(() => _rig.Stub.Orders.Count == 1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(work);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"\\u0000\"}")]
    [InlineData("{\"a\":[{\"b\":\"\\ud800\"}]}")]
    public async Task IsUnavailable_WhenAResultCannotBeRead(string answer)
    {
        _rig.Stub.Answer(Calculate, 200, answer);
        var error = await SubmitFailsAsync();
        (Unavailable(error), error.Message).ShouldBe((1_000, "The HR jobber gave an answer that cannot be read."));
    }

    [Theory]
    [InlineData("""{"state":"done"}""")]
    [InlineData("""{"status":"unheard of"}""")]
    public async Task IsUnavailable_WhenAStatusIsNone(string answer)
    {
        _rig.Stub.Answer("/api/jobs/", 200, answer);
        Unavailable(await HttpJobberRig.FailureAsync(_rig.Jobber.FindAsync(HttpJobberRig.Calculate(), CancellationToken.None)));
    }

    [Fact]
    public async Task IsUnavailable_WhenAPayslipIsNone()
    {
        _rig.Stub.Answer("/api/payroll/pdf/", 200, "<html>", "application/pdf");
        Unavailable(await HttpJobberRig.FailureAsync(_rig.Jobber.FindPdfAsync(Guid.NewGuid(), CancellationToken.None)));
    }

    [Fact]
    public async Task IsUnavailable_WhenTheAnswerIsEndless()
    {
        _rig.Stub.AnswerBy(
            "/health",
            async http =>
            {
                var block = new byte[1 << 20];
                for (var sent = 0; sent <= JobberCalls.LongestAnswer; sent += block.Length)
                {
                    await http.Response.Body.WriteAsync(block, http.RequestAborted);
                }
            }
        );
        var error = await HttpJobberRig.FailureAsync(_rig.Jobber.CheckAsync(CancellationToken.None));
        error.Message.ShouldBe("The HR jobber gave an answer that is too long.");
        _rig.Stub.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task FollowsNoRedirect()
    {
        await using var other = await StubJobber.StartAsync();
        _rig.Stub.AnswerBy(
            "/health",
            http =>
            {
                http.Response.Redirect($"{other.Url}/health");
                return Task.CompletedTask;
            }
        );
        var error = await HttpJobberRig.FailureAsync(_rig.Jobber.CheckAsync(CancellationToken.None));
        error.Message.ShouldContain("HR_JOBBER_URL");
        other.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadsAgain_WhenOneReadFails()
    {
        var calls = 0;
        _rig.Stub.AnswerBy(
            "/health",
            async http =>
            {
                if (++calls < 3)
                {
                    http.Abort();
                }

                await http.Response.WriteAsync("""{"status":"ok"}""");
            }
        );
        (await _rig.Jobber.CheckAsync(CancellationToken.None)).Version.ShouldBeNull();
    }

    [Fact]
    public async Task LeavesTheJobberAlone_WhenItFailsAgainAndAgain()
    {
        _rig.Stub.Answer("/health", 500);
        for (var i = 0; i < 10; i++)
        {
            await HttpJobberRig.FailureAsync(_rig.Jobber.CheckAsync(CancellationToken.None));
        }

        var calls = _rig.Stub.Calls.Count;
        calls.ShouldBeLessThan(20);
        var error = await HttpJobberRig.FailureAsync(_rig.Jobber.CheckAsync(CancellationToken.None));
        (error.Kind, error.RetryAfterMs > 0).ShouldBe((ErrorKind.Unavailable, true));
        _rig.Stub.Calls.Count.ShouldBe(calls);
    }

    private Task<AppError> SubmitFailsAsync() =>
        HttpJobberRig.FailureAsync(_rig.Jobber.SubmitAsync(HttpJobberRig.Calculate(), CancellationToken.None));

    private static int? Unavailable(AppError error)
    {
        (error.Code, error.Kind).ShouldBe(("jobber_unavailable", ErrorKind.Unavailable));
        return error.RetryAfterMs;
    }
}
