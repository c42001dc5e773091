using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pinnokio.Architecture.Tests;

/// <summary>Dependencies point inwards: Api, Infrastructure, Application, Domain.</summary>
public sealed partial class LayerTests
{
    private static readonly string[] _technologies =
    [
        "Microsoft.EntityFrameworkCore",
        "Microsoft.AspNetCore",
        "Npgsql",
        "StackExchange.Redis",
        "Google",
        "Grpc",
        "OpenAI",
        "RestEase",
    ];

    [Fact]
    public void DomainReferencesNothing()
    {
        References("Domain").ShouldBeEmpty();
        Assemblies.Domain.GetReferencedAssemblies().EachMust("be part of the runtime", IsRuntime);
    }

    [Fact]
    public void ApplicationReferencesDomainAndNoTechnology()
    {
        References("Application", "ProjectReference").ShouldBe(["../Domain/Domain.csproj"]);
        References("Application", "FrameworkReference").ShouldBeEmpty();
        Assemblies.Application.GetReferencedAssemblies().EachMust("be no technology", reference => !IsTechnology(reference));
    }

    [Fact]
    public void InfrastructureIsWhereTheTechnologiesAre() =>
        Assemblies.Infrastructure.GetReferencedAssemblies().Where(IsTechnology).ShouldNotBeEmpty();

    [Fact]
    public void InfrastructureReferencesApplicationAlone() =>
        References("Infrastructure", "ProjectReference").ShouldBe(["../Application/Application.csproj"]);

    [Fact]
    public void ApiReferencesInfrastructureAlone() =>
        References("Api", "ProjectReference").ShouldBe(["../Infrastructure/Infrastructure.csproj"]);

    [Fact]
    public void ApiNamesInfrastructureInProgramOnly()
    {
        const string Program = "src/Api/Program.cs";
        Repository
            .Source.Where(file => file.Path.StartsWith("src/Api/", StringComparison.Ordinal) && file.Path != Program)
            .NoneMay("names an adapter", InfrastructureName());
        Repository.File(Program).Text.ShouldMatch(InfrastructureName().ToString());
    }

    private static string[] References(string project, params string[] kinds)
    {
        var wanted = kinds.Length > 0 ? kinds : ["ProjectReference", "PackageReference", "FrameworkReference", "Reference"];
        return
        [
            .. XDocument
                .Parse(Repository.File($"src/{project}/{project}.csproj").Text)
                .Descendants()
                .Where(element => wanted.Contains(element.Name.LocalName))
                .Select(element => element.Attribute("Include")!.Value),
        ];
    }

    private static bool IsRuntime(AssemblyName reference) => reference.Name!.StartsWith("System.", StringComparison.Ordinal);

    private static bool IsTechnology(AssemblyName reference) =>
        _technologies.Any(technology => reference.Name!.StartsWith(technology, StringComparison.Ordinal));

    [GeneratedRegex(@"\bInfrastructure\.\w|\bPinnokio\.Infrastructure\b")]
    private static partial Regex InfrastructureName();
}
