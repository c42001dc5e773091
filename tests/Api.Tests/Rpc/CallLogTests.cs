using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pinnokio.Api.Rpc;
using Pinnokio.Api.Tests.Hr;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>What the log tells of calls at its most talkative: each by name, trace id and duration, and nothing of what about or of whom.</summary>
[Collection(HrApp.Collection)]
public sealed class CallLogTests(HrApp hr) : IAsyncLifetime, IDisposable
{
    private const string Avs = "756.9217.0769.85";
    private const string Iban = "CH93 0076 2011 6238 5295 7";
    private const string Wrong = "\"Wrong-Value-4711\"";
    private const string User = "user-of-the-log";

    /// <summary>Ids of records that operators look for: the lines of the cache and of jobs name them.</summary>
    private static readonly string[] s_named = ["company_id", "job_id"];

    /// <summary>Shorter texts stand in the log for other reasons.</summary>
    private const int Telling = 5;

    private readonly LogCapture _log = new();
    private readonly HashSet<string> _told = [PinnokioApp.Token, "Wrong-Value-4711", "no_such_argument", User];
    private PinnokioApp _app = null!;
    private int _calls;

    public async Task InitializeAsync() =>
        _app = await PinnokioApp.StartAsync(
            hr.App.Database,
            settings: s => s["Logging:LogLevel:Pinnokio"] = "Debug",
            services: s => s.AddSingleton<ILoggerProvider>(_log).AddSingleton<IJobber, QuietJobber>()
        );

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task NamesEveryCall_ButNoneOfItsArguments()
    {
        foreach (var method in GoodCalls.Catalog.Methods)
        {
            var calls = await GoodCalls.PrepareAsync(_app);
            var good = calls.Arguments(method);
            var (reply, trace) = await CallAsync(method, good);
            reply.Ok.ShouldBeTrue(reply.Text);
            Lines(trace).ShouldContain(line => line.Message == $"rpc_call {method.Name} trace_id={trace}");
            ShouldTell(trace, $"^rpc_ok {method.Name} trace_id={trace} duration_ms=[0-9.]+$");

            foreach (var parameter in method.Parameters)
            {
                (reply, trace) = await CallAsync(method, new(good) { [parameter.Name] = Wrong });
                if (!reply.Ok)
                {
                    ShouldTell(trace, $"^rpc_error {method.Name} trace_id={trace} error=[a-z_]+( duration_ms=[0-9.]+)?$");
                }
            }

            (_, trace) = await CallAsync(method, new(good) { ["no_such_argument"] = Wrong });
            ShouldTell(trace, $"^rpc_error {method.Name} trace_id={trace} error=invalid_argument$");
        }

        ShouldTellNothing();
    }

    [Fact]
    public async Task KeepsQuietOfPeople()
    {
        var company = await _app.EnsureCompanyAsync();
        Dictionary<string, object?> person = HrDriver.Employee(
            company,
            ("first_name", "Ludmilla"),
            ("last_name", "Quastenflosser"),
            ("email", "ludmilla@quastenflosser.example"),
            ("avs_number", Avs),
            ("iban", Iban)
        );
        var id = (await _app.RpcAsync("HR.create_employee", person, User)).Data.GetProperty("employee_id").GetGuid();
        (await _app.RpcAsync("HR.create_employee", person, User)).Code.ShouldBe("CONFLICT");
        (await _app.OnCompanyAsync("HR.update_employee", company, User, ("employee_id", id), ("iban", Iban[..^1] + "8"))).Code.ShouldBe(
            "INVALID_ARGS"
        );
        (await _app.OnCompanyAsync("HR.get_employee", company, User, ("employee_id", id), ("include_sensitive", true))).Ok.ShouldBeTrue();
        (await _app.ListEmployeesAsync(company)).Ok.ShouldBeTrue();
        foreach (var text in person.Where(a => a.Key != "company_id").Select(a => a.Value!.ToString()!).Append(id.ToString()))
        {
            Tell(text);
            Tell(text.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        }

        ShouldTellNothing();
    }

    [Theory]
    [InlineData("""{"method":"HR.Wrong-Value-4711","trace_id":"T"}""", "method_not_found")]
    [InlineData("""{"method":"HR.Wrong-Value-4711","api_version":"Wrong-Value-4711","trace_id":"T"}""", "invalid_api_version")]
    [InlineData("""{"trace_id":"T","kwargs":{"no_such_argument":"Wrong-Value-4711"}}""", "not_an_envelope")]
    public async Task NamesACallThatReachesNoMethod(string body, string error)
    {
        var trace = NewTrace();
        await _app.PostAsync(body.Replace("\"T\"", $"\"{trace}\"", StringComparison.Ordinal));
        ShouldTell(trace, $"^rpc_error unknown trace_id={trace} error={error}$");
        ShouldTellNothing();
    }

    [Fact]
    public async Task FollowsTheCache()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var seen = _log.Lines.Count;
        await _app.OnCompanyAsync("HR.list_employees", company, User);
        await _app.OnCompanyAsync("HR.list_employees", company, User);
        await _app.OnCompanyAsync("HR.update_employee", company, User, ("employee_id", employee), ("city", "Sion"));
        _log.Lines.Skip(seen)
            .Where(line => line.Message.StartsWith("[HR_CACHE] ", StringComparison.Ordinal) && line.Message.Contains($"{company}"))
            .Select(line => line.Message.Split(' ')[1])
            .ShouldBe(["MISS", "STORE", "HIT", "INVALIDATE"]);
    }

    private async Task<(RpcReply Reply, string Trace)> CallAsync(RpcMethod method, Dictionary<string, string> arguments)
    {
        var trace = NewTrace();
        foreach (var (_, json) in arguments.Where(argument => !s_named.Contains(argument.Key)))
        {
            Tell(JsonElement.Parse(json).ToString());
        }

        var body = GoodCalls.Body(method, arguments, userId: User)[..^1] + $",\"trace_id\":\"{trace}\"}}";
        return (await _app.PostAsync(body), trace);
    }

    private void Tell(string text)
    {
        if (text.Length >= Telling)
        {
            _told.Add(text);
        }
    }

    private string NewTrace() => $"log-test-{++_calls}-end";

    private IEnumerable<LogLine> Lines(string trace) => _log.Lines.Where(line => line.Message.Contains(trace, StringComparison.Ordinal));

    private void ShouldTell(string trace, string pattern) =>
        Lines(trace).Select(line => line.Message).ShouldContain(message => Regex.IsMatch(message, pattern), $"{pattern} of {trace}");

    private void ShouldTellNothing()
    {
        _log.Lines.ShouldNotBeEmpty();
        foreach (var line in _log.Lines)
        {
            var text = line.Message + line.Fault;
            _told.Where(told => text.Contains(told, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(text);
        }
    }
}
