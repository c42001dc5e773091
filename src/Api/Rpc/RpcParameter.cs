using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>One argument of a method, as callers name it.</summary>
internal sealed record RpcParameter(string Name, Type Type, bool IsRequired, PropertyInfo Property)
{
    /// <summary>The object that a partial update may take its fields in, instead of one by one.</summary>
    public const string FieldsName = "fields";

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>The value's type without <see cref="Optional{T}"/> and nullability.</summary>
    public Type ValueType { get; } = Unwrap(Type);

    /// <summary>Whether null is a value of the argument; the serialiser does not look for that inside generic types.</summary>
    public bool AllowsNull { get; } = NullabilityOf(Property, Type).ReadState != NullabilityState.NotNull;

    /// <summary>The argument is a list, and null is no item of it.</summary>
    public bool ForbidsNullItems { get; } =
        IsList(Type) && ItemOf(NullabilityOf(Property, Type)) is { ReadState: NullabilityState.NotNull };

    /// <summary>The primary constructor's parameter behind it; null for an init property.</summary>
    public ParameterInfo? Positional { get; private init; }

    /// <summary>
    /// The arguments in declared order: the primary constructor's, then the init properties of its parents, then its own.
    /// </summary>
    public static RpcParameter[] Of(Type request)
    {
        var constructor = request.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var positional = constructor.GetParameters();
        var found = positional
            .Select(p => new RpcParameter(WireName(p.Name!), p.ParameterType, !p.HasDefaultValue, request.GetProperty(p.Name!)!)
            {
                Positional = p,
            })
            .ToList();
        foreach (var type in Hierarchy(request))
        {
            var own = type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(p => p.SetMethod is { IsPublic: true } && found.All(f => f.Property.Name != p.Name))
                .OrderBy(p => p.MetadataToken)
                .ToArray();
            found.AddRange(
                own.Select(p => new RpcParameter(WireName(p.Name), p.PropertyType, p.IsDefined(typeof(RequiredMemberAttribute)), p))
            );
        }

        return [.. found];
    }

    public static bool TakesFields(Type request) => typeof(IPartialUpdate).IsAssignableFrom(request);

    /// <summary>
    /// What <c>args</c> hold, in order, as indexes: a partial update's object <c>fields</c>, one past the others, follows the constructor's parameters.
    /// </summary>
    public static int[] Positions(RpcParameter[] parameters, bool takesFields)
    {
        var order = Enumerable.Range(0, parameters.Length).ToList();
        if (takesFields)
        {
            order.Insert(parameters.Count(p => p.Positional is not null), parameters.Length);
        }

        return [.. order];
    }

    /// <summary>What the argument must be, in the caller's words.</summary>
    public string Expectation()
    {
        var what =
            ValueType == typeof(Guid) ? "a UUID"
            : ValueType == typeof(DateOnly) ? "a date, YYYY-MM-DD"
            : ValueType == typeof(DateTimeOffset) ? "an instant, RFC 3339 with its offset"
            : ValueType == typeof(bool) ? "true or false"
            : ValueType == typeof(string) ? "a string"
            : ValueType == typeof(decimal) ? "a decimal number"
            : ValueType == typeof(int) || ValueType == typeof(short) || ValueType == typeof(long) ? "a whole number in range"
            : ValueType.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(ValueType).Select(WireName))
            : "of the form that the method's schema states";
        return $"{Name} must be {what}.";
    }

    private static string WireName(string name) => WireJson.Naming.ConvertName(name);

    private static NullabilityInfo NullabilityOf(PropertyInfo property, Type type)
    {
        var outer = new NullabilityInfoContext().Create(property);
        return IsOptional(type) ? outer.GenericTypeArguments[0] : outer;
    }

    private static bool IsList(Type type) => Unwrap(type) is var list && list != typeof(string) && list.IsAssignableTo(typeof(IEnumerable));

    private static NullabilityInfo? ItemOf(NullabilityInfo list) => list.ElementType ?? list.GenericTypeArguments.FirstOrDefault();

    private static IEnumerable<Type> Hierarchy(Type type) =>
        type.BaseType is { } parent && parent != typeof(object) ? Hierarchy(parent).Append(type) : [type];

    private static Type Unwrap(Type type)
    {
        type = IsOptional(type) ? type.GetGenericArguments()[0] : type;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);
}
