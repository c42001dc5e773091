using System.Runtime.InteropServices;
using System.Text;

namespace Pinnokio.Infrastructure.Settings;

/// <summary>Files and folders that nobody but their owner may read, from their first byte on.</summary>
internal static class PrivateFile
{
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        File.Delete(path);
        await using var file = Open(path, FileMode.CreateNew, FileShare.Read);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        file.Flush(flushToDisk: true);
    }

    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = share,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ReadWrite;
        }
        return new FileStream(path, options);
    }

    /// <summary>
    /// Gives a draft its name, unless that is taken: then the draft is gone and the other stays. On Unix a move that must not overwrite looks first and
    /// renames then, so that of two at once both succeed; a hard link is made or refused in one step.
    /// </summary>
    public static void Publish(string draft, string path)
    {
        try
        {
            if (OperatingSystem.IsWindows() || (link(draft, path) != 0 && !File.Exists(path)))
            {
                File.Move(draft, path, overwrite: false); // also where the file system knows no hard links
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // another process was first
        }

        File.Delete(draft);
    }

    public static void CreateFolder(string path) => CreateFolder(path, ReadWrite | UnixFileMode.UserExecute);

    /// <summary>Others may pass through, not list: all that lies inside carries its own, stricter mode.</summary>
    public static void CreatePassage(string path) =>
        CreateFolder(path, ReadWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    /// <summary>The mode is set again after creation, because the umask cuts it.</summary>
    private static void CreateFolder(string path, UnixFileMode mode)
    {
        if (Directory.Exists(path))
        {
            return;
        }
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        Directory.CreateDirectory(path, mode);
        File.SetUnixFileMode(path, mode);
    }

    [DllImport("libc")]
    private static extern int link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
