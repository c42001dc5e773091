using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Pinnokio.Domain.Common;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>Columns are their properties in snake_case; a nested value's columns begin with its own name.</summary>
internal static class ColumnNames
{
    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            Apply(entity, "");
            if (typeof(IStamped).IsAssignableFrom(entity.ClrType))
            {
                entity.FindProperty(nameof(IStamped.RowVersion))!.IsConcurrencyToken = true;
            }
        }
    }

    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static void Apply(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetDeclaredProperties())
        {
            if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
            {
                property.SetColumnName(prefix + SnakeCase(property.Name));
            }
        }

        foreach (var nested in type.GetDeclaredComplexProperties())
        {
            Apply(nested.ComplexType, $"{prefix}{SnakeCase(nested.Name)}_");
        }
    }
}
