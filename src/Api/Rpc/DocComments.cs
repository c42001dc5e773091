using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Rpc;

/// <summary>The doc comments that the compiler left beside an assembly, as plain text with names as callers write them.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, string> _summaries = new(StringComparer.Ordinal);

    public DocComments(IEnumerable<XDocument> files)
    {
        foreach (var member in files.SelectMany(f => f.Descendants("member")))
        {
            if (member.Attribute("name")?.Value is { } name && member.Element("summary") is { } summary)
            {
                _summaries[name] = TextOf(summary);
            }
        }
    }

    /// <summary>Reads the files of these assemblies; one without a file has no comments.</summary>
    public static DocComments Of(IEnumerable<Assembly> assemblies) =>
        new(
            assemblies
                .Distinct()
                .Select(assembly => Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml"))
                .Where(File.Exists)
                .Select(XDocument.Load)
        );

    public string? For(Type type) => _summaries.GetValueOrDefault($"T:{IdOf(type)}");

    /// <summary>The property's own comment, or that of the interface member or overridden property that it stands for.</summary>
    public string? For(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        var own = _summaries.GetValueOrDefault($"P:{IdOf(type)}.{property.Name}");
        return own
            ?? type.GetInterfaces()
                .Select(i => _summaries.GetValueOrDefault($"P:{IdOf(i)}.{property.Name}"))
                .FirstOrDefault(summary => summary is not null);
    }

    private static string IdOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string TextOf(XElement summary)
    {
        var text = new StringBuilder();
        foreach (var node in summary.Nodes())
        {
            text.Append(
                node switch
                {
                    XText plain => plain.Value,
                    XElement { Name.LocalName: "c" or "code" } code => $"`{code.Value}`",
                    XElement { Name.LocalName: "para" } paragraph => $" {TextOf(paragraph)} ",
                    XElement element when Reference(element) is { } reference => $"`{reference}`",
                    XElement element => TextOf(element),
                    _ => "",
                }
            );
        }

        return Blanks().Replace(text.ToString(), " ").Trim();
    }

    /// <summary>What a <c>see</c> or <c>paramref</c> points at: types keep their name, members get the wire's.</summary>
    private static string? Reference(XElement element)
    {
        if (element.Attribute("langword")?.Value is { } word)
        {
            return word;
        }

        if (element.Attribute("name")?.Value is { } parameter)
        {
            return WireJson.Naming.ConvertName(parameter);
        }

        if (element.Attribute("cref")?.Value is not { } target)
        {
            return null;
        }

        var simple = target.Split('(')[0].Split('.', ':')[^1].Split('`')[0];
        return target.StartsWith("T:", StringComparison.Ordinal) ? simple : WireJson.Naming.ConvertName(simple);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
