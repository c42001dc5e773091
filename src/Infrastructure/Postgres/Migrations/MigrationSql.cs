using Microsoft.EntityFrameworkCore.Migrations;

namespace Pinnokio.Infrastructure.Postgres.Migrations;

/// <summary>The reviewed SQL beside the migrations; Sql/settle.sql tells how it meets a database that has tables already.</summary>
internal static class MigrationSql
{
    public static void Settle(MigrationBuilder builder, params IEnumerable<string> files)
    {
        foreach (var file in files.Prepend("settle").Append("settled"))
        {
            builder.Sql(Read(file));
        }
    }

    public static string Read(string file)
    {
        var name = $"{typeof(MigrationSql).Namespace}.Sql.{file}.sql";
        using var stream =
            typeof(MigrationSql).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"No migration SQL named {file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
