using System.Linq.Expressions;

namespace Pinnokio.Application.Common;

/// <summary>Copies the given <see cref="Optional{T}"/> fields of a request onto an entity's properties of the same names and types.</summary>
internal static class Changes<TRequest, TEntity>
{
    private static readonly (string Name, Action<TRequest, TEntity> Copy)[] s_copies = [.. Build()];

    /// <summary>The fields that are copied; a request's other optional fields are its handler's own business.</summary>
    public static IEnumerable<string> Fields => s_copies.Select(c => c.Name);

    public static void Apply(TRequest request, TEntity entity)
    {
        foreach (var (_, copy) in s_copies)
        {
            copy(request, entity);
        }
    }

    private static IEnumerable<(string, Action<TRequest, TEntity>)> Build()
    {
        var request = Expression.Parameter(typeof(TRequest));
        var entity = Expression.Parameter(typeof(TEntity));
        foreach (var field in typeof(TRequest).GetProperties())
        {
            if (!field.PropertyType.IsGenericType || field.PropertyType.GetGenericTypeDefinition() != typeof(Optional<>))
            {
                continue;
            }

            var target = typeof(TEntity).GetProperty(field.Name);
            if (target is not { CanWrite: true } || target.PropertyType != field.PropertyType.GetGenericArguments()[0])
            {
                continue;
            }

            var value = Expression.Property(request, field);
            var copy = Expression.IfThen(
                Expression.Property(value, nameof(Optional<>.IsGiven)),
                Expression.Assign(Expression.Property(entity, target), Expression.Property(value, nameof(Optional<>.Value)))
            );
            yield return (field.Name, Expression.Lambda<Action<TRequest, TEntity>>(copy, request, entity).Compile());
        }
    }
}
