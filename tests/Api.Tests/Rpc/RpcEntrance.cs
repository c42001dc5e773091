using System.Text;
using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Api.Protection;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>The RPC endpoint over a table of three methods, without the pipeline and without a server.</summary>
internal sealed class RpcEntrance : IReplyChannel
{
    public const string Token = "secret";
    public const string OtherToken = "other-secret";
    private readonly RpcEndpoint _endpoint;

    public RpcEntrance(Func<CancellationToken, Task<string>>? work = null, ProtectionOptions? protection = null, TimeProvider? clock = null)
    {
        var catalog = RpcCatalog.Build(typeof(RpcEntrance).GetNestedTypes(System.Reflection.BindingFlags.NonPublic));
        var services = new ServiceCollection()
            .AddScoped<ServiceFactory>(provider => provider.GetService!)
            .AddScoped<IMediator, Mediator>()
            .AddScoped<CallContext>()
            .AddMetrics()
            .AddSingleton(protection ?? new ProtectionOptions())
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton<CallRates>()
            .AddSingleton<CallGate>()
            .AddSingleton<RpcMetrics>()
            .AddSingleton(new ServiceTokens([Token, OtherToken]))
            .AddSingleton<IReplyChannel>(this)
            .AddSingleton(catalog)
            .AddSingleton<IEventBus, ScriptedTails>()
            .AddSingleton(new ReadBudget(TimeSpan.FromSeconds(10)))
            .AddSingleton<StreamPositions>()
            .AddSingleton<RpcDispatcher>()
            .AddSingleton<RpcEndpoint>()
            .AddLogging()
            .AddSingleton(work ?? (_ => Task.FromResult("done")))
            .AddScoped<IRequestHandler<Ask, string>, AskHandler>()
            .AddScoped<IRequestHandler<Change, string>, ChangeHandler>()
            .BuildServiceProvider();
        _endpoint = services.GetRequiredService<RpcEndpoint>();
    }

    public List<(string Channel, string Message)> Replies { get; } = [];

    /// <summary>Fails, or holds up, the publishing of replies.</summary>
    public Task Publishing { get; set; } = Task.CompletedTask;

    public async Task PublishAsync(string channel, ReadOnlyMemory<byte> message)
    {
        await Publishing;
        Replies.Add((channel, Encoding.UTF8.GetString(message.Span)));
    }

    public async Task<EntranceReply> CallAsync(string body, Action<HttpContext>? prepare = null)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = HttpMethods.Post;
        http.Request.ContentType = "application/json";
        http.Request.Headers.Authorization = $"Bearer {Token}";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        var answer = new MemoryStream();
        http.Response.Body = answer;
        prepare?.Invoke(http);
        await _endpoint.HandleAsync(http);
        return new EntranceReply(http, Encoding.UTF8.GetString(answer.ToArray()));
    }

    [RpcMethod("TEST.ask"), AllowsAnyCaller("It is a test.")]
    private sealed record Ask(string Question) : IQuery<string>;

    private sealed class AskValidator : AbstractValidator<Ask>;

    private sealed class AskHandler(Func<CancellationToken, Task<string>> work) : IRequestHandler<Ask, string>
    {
        public Task<string> Handle(Ask request, CancellationToken cancellationToken) => work(cancellationToken);
    }

    [RpcMethod("TEST.change"), AllowsAnyCaller("It is a test.")]
    private sealed record Change(string What) : ICommand<string>;

    private sealed class ChangeValidator : AbstractValidator<Change>;

    private sealed class ChangeHandler(Func<CancellationToken, Task<string>> work, CallContext call) : IRequestHandler<Change, string>
    {
        public async Task<string> Handle(Change request, CancellationToken cancellationToken)
        {
            var answer = await work(cancellationToken);
            call.Outcome = WriteOutcome.Applied;
            call.Replayed = request.What == "again";
            return answer;
        }
    }
}

internal sealed record EntranceReply(HttpContext Http, string Body)
{
    public int Status => Http.Response.StatusCode;

    public string TraceId => Http.Response.Headers["X-Trace-Id"].ToString();

    public JsonElement Json => JsonElement.Parse(Body);

    public string? Error(string member) => Json.GetProperty("error").TryGetProperty(member, out var value) ? value.ToString() : null;
}
