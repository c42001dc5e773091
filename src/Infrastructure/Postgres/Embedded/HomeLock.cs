using System.Globalization;

namespace Pinnokio.Infrastructure.Postgres.Embedded;

/// <summary>Keeps a second process out of the same home. The operating system drops the lock with the process, however that ends.</summary>
internal sealed class HomeLock : IDisposable
{
    private readonly FileStream _held;

    private HomeLock(FileStream held) => _held = held;

    public static HomeLock Take(string home)
    {
        var pidFile = Path.Combine(home, "pinnokio.pid");
        var lockFile = Path.Combine(home, "pinnokio.lock");
        try
        {
            var held = new FileStream(
                lockFile,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                }
            );
            File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new HomeLock(held);
        }
        catch (UnauthorizedAccessException refusal)
        {
            throw new EmbeddedPostgresException(
                $"The folder {home} belongs to another account ({refusal.Message}). Start Pinnokio as that account, or set PINNOKIO_HOME to a folder of your own.",
                refusal
            );
        }
        catch (IOException busy) when (File.Exists(lockFile))
        {
            throw new EmbeddedPostgresException(
                $"Another Pinnokio process{Holder(pidFile)} is using {home}. Stop it first, or give this one a home of its own with PINNOKIO_HOME.",
                busy
            );
        }
    }

    public void Dispose() => _held.Dispose();

    private static string Holder(string pidFile)
    {
        try
        {
            return File.Exists(pidFile) ? $" (pid {File.ReadAllText(pidFile).Trim()})" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
