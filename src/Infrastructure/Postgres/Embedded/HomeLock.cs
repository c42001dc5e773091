using System.Globalization;
using Pinnokio.Infrastructure.Settings;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>Keeps a second process out of the same home. The operating system drops the lock with the process, however that ends.</summary>
internal sealed class HomeLock : IDisposable
{
    private readonly FileStream _held;

    private HomeLock(FileStream held) => _held = held;

    public static HomeLock Take(string home)
    {
        try
        {
            PostgresFolder.CreateHome(home);
            var held = Open(home);
            File.WriteAllText(HolderFile(home), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new HomeLock(held);
        }
        catch (Exception refusal) when (refusal is UnauthorizedAccessException or IOException)
        {
            throw new EmbeddedPostgresException(
                $"Pinnokio cannot keep its data in {home}: {refusal.Message} "
                    + "Start it as the account that owns the folder, or set PINNOKIO_HOME to a folder of your own.",
                refusal
            );
        }
    }

    public void Dispose() => _held.Dispose();

    private static FileStream Open(string home)
    {
        var path = Path.Combine(home, "pinnokio.lock");
        var isNew = !File.Exists(path);
        try
        {
            return PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException busy) when (!isNew)
        {
            throw new EmbeddedPostgresException(
                $"Another Pinnokio process{Holder(home)} is using {home}. Stop it first, or give this one a home of its own with PINNOKIO_HOME.",
                busy
            );
        }
    }

    private static string HolderFile(string home) => Path.Combine(home, "pinnokio.pid");

    private static string Holder(string home)
    {
        try
        {
            return $" (pid {File.ReadAllText(HolderFile(home)).Trim()})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
