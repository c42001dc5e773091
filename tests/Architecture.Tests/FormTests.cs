using System.Text.RegularExpressions;

namespace Pinnokio.Architecture.Tests;

/// <summary>What a reader meets in every room: names, places, sealed types, small ports.</summary>
public sealed partial class FormTests
{
    [Fact]
    public void NamespacesFollowFolders() =>
        Repository
            .Code.Where(file =>
                file.Text.Contains("\nnamespace ", StringComparison.Ordinal) || file.Text.StartsWith("namespace ", StringComparison.Ordinal)
            )
            .EachMust(
                "have the namespace of its folder",
                file => file.Lines.Contains($"namespace Pinnokio.{string.Join('.', file.Folder.Split('/').Skip(1))};")
            );

    [Fact]
    public void TypesAreSealedUnlessInherited()
    {
        var parents = Assemblies.Types.Select(type =>
            type.BaseType is { IsGenericType: true } parent ? parent.GetGenericTypeDefinition() : type.BaseType
        );
        Assemblies
            .Types.Where(type => type is { IsClass: true, IsAbstract: false })
            .Except(parents)
            .EachMust("be sealed", type => type!.IsSealed);
    }

    [Fact]
    public void NoTypeHasANameThatSaysNothing() =>
        Assemblies.Types.EachMust("have a name that says what it is", type => !EmptyName().IsMatch(type.Name));

    [Fact]
    public void PortsAreSmallAndLeakNoQuery() =>
        Assemblies
            .TypesOf(Assemblies.Application)
            .Where(type => type.IsInterface && type.GetMethods().Any(method => !method.IsSpecialName))
            .EachMust(
                "have at most six methods, and return no query",
                port =>
                    port.GetMethods().Count(method => !method.IsSpecialName) <= 6
                    && port.GetMethods().All(method => !typeof(IQueryable).IsAssignableFrom(method.ReturnType))
            );

    [Fact]
    public void CodeHasNoRegionsNorLooseEnds() =>
        Repository.Code.MustNot(file => file.Lines.Where(line => LooseEnd().IsMatch(line)).Select(line => $"{file}: {line.Trim()}"));

    [Theory]
    [InlineData("EmployeeManager", true)]
    [InlineData("HandlerBase", true)]
    [InlineData("Baseline", false)]
    [InlineData("DatabaseName", false)]
    public void AnEmptyNameIsSeen(string name, bool empty) => EmptyName().IsMatch(name).ShouldBe(empty);

    [GeneratedRegex("(Manager|Helpers?|Utils?|Base|Common|Dto|Vm)(?=[A-Z`]|$)")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"^\s*#region\b|//\s*(-{4,}|={4,})|\b(TO[D]O|FIX[M]E|HAC[K])\b(?! #\d)")]
    private static partial Regex LooseEnd();
}
