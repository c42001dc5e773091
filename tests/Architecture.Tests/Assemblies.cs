using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pinnokio.Architecture.Tests;

/// <summary>The four assemblies and the types that people wrote in them.</summary>
internal static class Assemblies
{
    public static Assembly Domain { get; } = typeof(Domain.Common.DomainRuleException).Assembly;

    public static Assembly Application { get; } = typeof(Application.DependencyInjection).Assembly;

    public static Assembly Infrastructure { get; } = typeof(Infrastructure.Postgres.Embedded.EmbeddedPostgres).Assembly;

    public static Assembly Api { get; } = typeof(Program).Assembly;

    public static Type[] Types { get; } = [.. new[] { Domain, Application, Infrastructure, Api }.SelectMany(TypesOf)];

    public static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(type =>
                type.Namespace?.StartsWith("Pinnokio.", StringComparison.Ordinal) == true
                && !type.IsDefined(typeof(CompilerGeneratedAttribute))
                && type.DeclaringType?.IsDefined(typeof(CompilerGeneratedAttribute)) != true
            );
}
