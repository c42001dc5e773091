using System.Collections.Frozen;
using System.Reflection;
using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>Every method there is, found by scanning once at start. A table that does not add up stops the start.</summary>
internal sealed class RpcCatalog
{
    private readonly FrozenDictionary<string, RpcMethod> _methods;

    private RpcCatalog(IEnumerable<RpcMethod> methods) => _methods = methods.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);

    public IEnumerable<RpcMethod> Methods => _methods.Values.OrderBy(m => m.Name, StringComparer.Ordinal);

    public RpcMethod? Find(string name) => _methods.GetValueOrDefault(name);

    public static RpcCatalog Build(params Assembly[] assemblies) => Build(assemblies.SelectMany(a => a.GetTypes()));

    public static RpcCatalog Build(IEnumerable<Type> candidates)
    {
        var types = candidates.Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false }).ToArray();
        var handled = ClosedArguments(types, typeof(IRequestHandler<,>));
        var validated = ClosedArguments(types, typeof(IValidator<>));
        var problems = new List<string>();
        var methods = new Dictionary<string, RpcMethod>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            if (type.GetCustomAttribute<RpcMethodAttribute>() is not { } rpc)
            {
                continue;
            }

            if (ResponseOf(type) is not { } response)
            {
                problems.Add($"{rpc.Name}: {type.Name} is not either a command or a query.");
                continue;
            }

            if (!handled.Contains(type))
            {
                problems.Add($"{rpc.Name}: {type.Name} has no handler.");
            }

            if (!validated.Contains(type))
            {
                problems.Add($"{rpc.Name}: {type.Name} has no validator.");
            }

            var permitted = type.IsDefined(typeof(RequiresPermissionAttribute)) || type.IsDefined(typeof(AllowsAnyCallerAttribute));
            if (!permitted)
            {
                problems.Add($"{rpc.Name}: {type.Name} states neither a permission nor why it needs none.");
            }

            if (!methods.TryAdd(rpc.Name, RpcMethod.Create(rpc.Name, type, response)))
            {
                problems.Add($"{rpc.Name} is declared twice, the second time by {type.Name}.");
            }
        }

        return problems.Count == 0
            ? new RpcCatalog(methods.Values)
            : throw new InvalidOperationException("The RPC table does not add up:\n" + string.Join('\n', problems));
    }

    /// <summary>What the one command or query that the type is answers with.</summary>
    private static Type? ResponseOf(Type type)
    {
        var kinds = type.GetInterfaces().Where(i => i.IsGenericType && s_kinds.Contains(i.GetGenericTypeDefinition())).ToArray();
        return kinds.Length == 1 ? kinds[0].GetGenericArguments()[0] : null;
    }

    private static readonly Type[] s_kinds = [typeof(ICommand<>), typeof(IQuery<>)];

    private static HashSet<Type> ClosedArguments(Type[] types, Type definition) =>
        [
            .. types
                .SelectMany(t => t.GetInterfaces())
                .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)
                .Select(i => i.GetGenericArguments()[0]),
        ];
}
