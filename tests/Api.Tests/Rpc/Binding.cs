using System.Text;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Tests.Rpc;

/// <summary>Binds JSON arguments to a request, as a call would.</summary>
internal static class Binding
{
    public static T Bind<T>(string? kwargs = null, string? args = null, string? userId = null)
    {
        var body = $$"""{"method":"TEST.any","args":{{args ?? "null"}},"kwargs":{{kwargs ?? "null"}},"user_id":{{userId ?? "null"}}}""";
        return new RpcBinder<T>(RpcParameter.Of(typeof(T))).Bind(RpcEnvelope.Parse(Encoding.UTF8.GetBytes(body)));
    }

    public static AppError Refusal<T>(string? kwargs = null, string? args = null)
    {
        var error = Should.Throw<AppException>(() => Bind<T>(kwargs, args), kwargs ?? args).Error;
        error.Kind.ShouldBe(ErrorKind.Invalid);
        return error;
    }
}
