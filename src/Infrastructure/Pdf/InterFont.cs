using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Pinnokio.Infrastructure.Pdf;

/// <summary>
/// The typeface of the payslips, Inter (OFL 1.1). It comes in a package that carries it inside a library, in that library's own resource format; a
/// machine needs no fonts of its own.
/// </summary>
internal static class InterFont
{
    private const string Library = "Avalonia.Fonts.Inter.dll";

    private static readonly Lazy<byte[]> s_resources = new(ReadResources);
    private static readonly Lazy<TrueTypeFont> s_regular = new(() => Read("Inter-Regular"));
    private static readonly Lazy<TrueTypeFont> s_bold = new(() => Read("Inter-SemiBold"));

    public static TrueTypeFont Regular => s_regular.Value;

    public static TrueTypeFont Bold => s_bold.Value;

    private static TrueTypeFont Read(string face) => new(face, Find(s_resources.Value, $"/Assets/{face}.ttf"));

    private static byte[] ReadResources()
    {
        using var library = typeof(InterFont).Assembly.GetManifestResourceStream(Library)!;
        using var file = new PEReader(library);
        var headers = file.GetMetadataReader();
        var resource = headers.GetManifestResource(headers.ManifestResources.Single());
        var section = file.GetSectionData(file.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var all = section.GetReader((int)resource.Offset, section.Length - (int)resource.Offset);
        return all.ReadBytes(all.ReadInt32());
    }

    // The length of the index; its version and count; then name, offset behind the index, and size of each file.
    private static byte[] Find(byte[] resources, string name)
    {
        using var reader = new BinaryReader(new MemoryStream(resources), Encoding.UTF8);
        var content = reader.ReadInt32() + sizeof(int);
        reader.ReadInt32();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (file, offset, size) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
            if (file == name)
            {
                return resources.AsSpan(content + offset, size).ToArray();
            }
        }

        throw new InvalidDataException($"{Library} holds no {name}.");
    }
}
