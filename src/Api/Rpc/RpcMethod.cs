using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>One method of the table: its name, its arguments and how it is sent.</summary>
internal abstract class RpcMethod(string name, Type requestType, Type responseType)
{
    public string Name { get; } = name;

    public Type RequestType { get; } = requestType;

    public Type ResponseType { get; } = responseType;

    public bool IsQuery { get; } =
        requestType.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>));

    public RpcCallClass CallClass =>
        IsQuery ? RpcCallClass.Read
        : typeof(IIdempotent).IsAssignableFrom(RequestType) ? RpcCallClass.Create
        : RpcCallClass.Set;

    public RpcParameter[] Parameters { get; } = RpcParameter.Of(requestType);

    /// <summary>Binds the arguments, sends the request and writes the response.</summary>
    public abstract Task InvokeAsync(IServiceProvider services, RpcEnvelope envelope, Utf8JsonWriter writer, CancellationToken ct);

    public static RpcMethod Create(string name, Type requestType, Type responseType) =>
        (RpcMethod)Activator.CreateInstance(typeof(RpcMethod<,>).MakeGenericType(requestType, responseType), name)!;
}

internal sealed class RpcMethod<TRequest, TResponse>(string name) : RpcMethod(name, typeof(TRequest), typeof(TResponse))
    where TRequest : IRequest<TResponse>
{
    private static readonly JsonTypeInfo<TResponse> s_response = WireJson.TypeInfo<TResponse>();
    private RpcBinder<TRequest>? _binder;

    public override async Task InvokeAsync(IServiceProvider services, RpcEnvelope envelope, Utf8JsonWriter writer, CancellationToken ct)
    {
        var request = (_binder ??= new RpcBinder<TRequest>(Parameters)).Bind(envelope);
        var response = await services.GetRequiredService<IMediator>().Send(request, ct);
        JsonSerializer.Serialize(writer, response, s_response);
    }
}
