using Pinnokio.Api.Rpc;
using Pinnokio.Api.Tests.Hr;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>Bad values in every argument of every method: refused by name, and nothing is written.</summary>
[Collection(HrApp.Collection)]
public sealed class BadInputTests(HrApp hr)
{
    private static readonly string[] s_businessAnswers = ["INVALID_ARGS", "NOT_FOUND", "CONFLICT"];

    private readonly PinnokioApp _app = hr.App;

    public static TheoryData<string> Methods => GoodCalls.Methods;

    /// <summary>Each argument that is a day.</summary>
    public static TheoryData<string, string> Days
    {
        get
        {
            var days = new TheoryData<string, string>();
            foreach (var method in GoodCalls.Catalog.Methods)
            {
                foreach (var parameter in method.Parameters.Where(p => p.ValueType == typeof(DateOnly)))
                {
                    days.Add(method.Name, parameter.Name);
                }
            }

            return days;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task AnswersTheGoodCall(string name)
    {
        var (method, calls) = await PrepareAsync(name);
        var reply = await _app.PostAsync(GoodCalls.Body(method, calls.Arguments(method)));
        reply.Ok.ShouldBeTrue(reply.Text);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task NamesTheArgument_WhenARequiredOneIsMissing(string name)
    {
        var (method, calls) = await PrepareAsync(name);
        var before = await _app.Database.StatesAsync();
        foreach (var parameter in method.Parameters.Where(p => p.IsRequired))
        {
            var arguments = calls.Arguments(method);
            arguments.Remove(parameter.Name);
            Refused(method, parameter.Name, "missing", await _app.PostAsync(GoodCalls.Body(method, arguments)));
        }

        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task NamesTheArgument_WhenItsValueCannotBe(string name)
    {
        var (method, calls) = await PrepareAsync(name);
        var before = await _app.Database.StatesAsync();
        foreach (var parameter in method.Parameters)
        {
            foreach (var value in BadValues.Refused(parameter))
            {
                var arguments = calls.Arguments(method);
                arguments[parameter.Name] = value;
                Refused(method, parameter.Name, value, await _app.PostAsync(GoodCalls.Body(method, arguments)));
            }
        }

        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task NamesTheArgument_WhenADayIsBeyondTheDomains(string name, string argument)
    {
        var (method, calls) = await PrepareAsync(name);
        foreach (var day in new[] { "\"1899-12-31\"", "\"2101-01-01\"" })
        {
            var arguments = calls.Arguments(method);
            arguments[argument] = day;
            Refused(method, argument, day, await _app.PostAsync(GoodCalls.Body(method, arguments)));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task NamesTheArgument_WhenItIsGivenTwiceOrUnknown(string name)
    {
        var (method, calls) = await PrepareAsync(name);
        var before = await _app.Database.StatesAsync();
        var arguments = calls.Arguments(method);
        foreach (var (argument, value) in arguments)
        {
            Refused(method, argument, "twice", await _app.PostAsync(GoodCalls.Body(method, arguments, $"\"{argument}\":{value}")));
        }

        var unknown = await _app.PostAsync(GoodCalls.Body(method, arguments, "\"no_such_argument\":1"));
        Refused(method, "no_such_argument", "unknown", unknown);
        (await _app.Database.StatesAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task GivesABusinessAnswer_WhenTheValueIsOdd(string name)
    {
        var (method, calls) = await PrepareAsync(name);
        var before = await _app.Database.StatesAsync();
        foreach (var parameter in method.Parameters)
        {
            foreach (var value in BadValues.Odd(parameter))
            {
                var arguments = calls.Arguments(method);
                arguments[parameter.Name] = value;
                var reply = await _app.PostAsync(GoodCalls.Body(method, arguments));
                var what = $"{method.Name} {parameter.Name}={value}: {reply.Text}";
                reply.Status.ShouldBe(200, what);
                var after = method.IsQuery && reply.Ok ? before : await _app.Database.StatesAsync();
                if (!reply.Ok)
                {
                    reply.Code.ShouldBeOneOf(s_businessAnswers, what);
                    Names(parameter, reply).ShouldBeTrue(what);
                    after.ShouldBe(before, what);
                }

                before = after;
            }
        }
    }

    [Fact]
    public async Task SeesAWrite_WhenThereIsOne()
    {
        var (company, employee) = await _app.EnsureStaffAsync();
        var before = await _app.Database.StatesAsync();
        await _app.OnCompanyAsync("HR.update_employee", company, ("employee_id", employee), ("city", "Sion"));
        var after = await _app.Database.StatesAsync();
        string[] changed = [.. after.Split('\n').Except(before.Split('\n')).Select(line => line.Split(' ')[0])];
        changed.ShouldBe(["core.audit_log", "hr.employees"]);
    }

    // A day or an amount may be fine by itself and clash with another argument, which is then the one named.
    private static bool Names(RpcParameter parameter, RpcReply reply) =>
        reply.Code != "INVALID_ARGS"
        || (parameter.ValueType == typeof(string) ? reply.Field == parameter.Name : reply.Field is { Length: > 0 });

    private async Task<(RpcMethod, GoodCalls)> PrepareAsync(string name) =>
        (GoodCalls.Catalog.Find(name)!, await GoodCalls.PrepareAsync(_app));

    private static void Refused(RpcMethod method, string argument, string value, RpcReply reply)
    {
        var what = $"{method.Name} {argument}={value[..Math.Min(value.Length, 40)]}: {reply.Text}";
        var named = reply.Field?.Split('[')[0]; // of a list, the item at fault stands behind it
        (reply.Status, reply.Code, named).ShouldBe((200, "INVALID_ARGS", argument), what);
        reply.Outcome.ShouldBe(method.IsQuery ? null : "not_applied", what);
    }
}
