namespace Pinnokio.Application.Common;

/// <summary>The request's name on the wire, <c>NAMESPACE.method_name</c>; it maps mechanically to the type's folder and name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RpcMethodAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>The permission a caller needs for the request.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RequiresPermissionAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}

/// <summary>States why a request needs no permission beyond the service token.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllowsAnyCallerAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
