using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>One argument of a method, as callers name it.</summary>
internal sealed record RpcParameter(string Name, Type Type, bool IsRequired, PropertyInfo Property)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>The value's type without <see cref="Optional{T}"/> and nullability.</summary>
    public Type ValueType { get; } = Unwrap(Type);

    /// <summary>
    /// The arguments in declared order: the primary constructor's, then the type's own init properties, then those of its parents.
    /// </summary>
    public static RpcParameter[] Of(Type request)
    {
        var constructor = request.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var positional = constructor.GetParameters();
        var found = positional
            .Select(p => new RpcParameter(WireName(p.Name!), p.ParameterType, !p.HasDefaultValue, request.GetProperty(p.Name!)!))
            .ToList();
        for (var type = request; type is not null && type != typeof(object); type = type.BaseType)
        {
            var own = type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(p => p.SetMethod is { IsPublic: true } && positional.All(c => c.Name != p.Name))
                .OrderBy(p => p.MetadataToken);
            found.AddRange(
                own.Select(p => new RpcParameter(WireName(p.Name), p.PropertyType, p.IsDefined(typeof(RequiredMemberAttribute)), p))
            );
        }

        return [.. found];
    }

    /// <summary>What the argument must be, in the caller's words.</summary>
    public string Expectation()
    {
        var what =
            ValueType == typeof(Guid) ? "a UUID"
            : ValueType == typeof(DateOnly) ? "a date, YYYY-MM-DD"
            : ValueType == typeof(DateTimeOffset) ? "an instant, RFC 3339"
            : ValueType == typeof(bool) ? "true or false"
            : ValueType == typeof(string) ? "a string"
            : ValueType == typeof(decimal) ? "a decimal number"
            : ValueType == typeof(int) || ValueType == typeof(short) || ValueType == typeof(long) ? "a whole number in range"
            : "of the form that the method's schema states";
        return $"{Name} must be {what}.";
    }

    private static string WireName(string property) => WireJson.Naming.ConvertName(property);

    private static Type Unwrap(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
        {
            type = type.GetGenericArguments()[0];
        }

        return Nullable.GetUnderlyingType(type) ?? type;
    }
}
