using System.ComponentModel;
using System.Text.RegularExpressions;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests;

/// <summary>What the README says of a first start and its first calls, done as a reader would do it.</summary>
public sealed partial class ReadmeTests : IAsyncLifetime
{
    private const string Greeting = "Pinnokio listens on ";
    private const string StatedAddress = "http://127.0.0.1:8080";

    /// <summary>What a developer may have set; the README starts from nothing.</summary>
    private static readonly string[] _settings =
    [
        "ASPNETCORE_ENVIRONMENT",
        "ASPNETCORE_URLS",
        "DOTNET_ENVIRONMENT",
        "HR_COMPANY_ACCESS",
        "LISTENERS_REDIS_HOST",
        "LISTENERS_SERVICE_TOKEN",
        "PINNOKIO_DATA_KEY",
        "PINNOKIO_HOME",
        "USE_LOCAL_REDIS",
    ];

    private readonly string _readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pinnokio-readme-");
    private TestDatabase _database = null!;
    private ChildProcess _product = null!;
    private string _address = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        var environment = _settings.ToDictionary(name => name, _ => (string?)null);
        environment["NEON_DATABASE_URL"] = _database.Url;
        environment["PORT"] = "0";
        var program = Path.Combine(AppContext.BaseDirectory, "Pinnokio.Api.dll");
        _product = ChildProcess.Start("dotnet", [program], environment, _folder.FullName);
        var line = await _product.LineAsync(Greeting, TimeSpan.FromSeconds(90));
        _address = line[Greeting.Length..];
        await _product.LineAsync("curl ", TimeSpan.FromSeconds(60));
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task PythonExamplePrintsWhatStandsBelowIt()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "example.py"), Block("python"));
        var printed = await RunAsync("python3", ["example.py"]);
        printed.ShouldBe(Block("text").TrimEnd('\n'));
    }

    [Fact]
    public async Task CurlLineIsAnswered()
    {
        var line = Block("sh");
        line.ShouldContain(StatedAddress);
        (await RunAsync("sh", ["-c", line.Replace(StatedAddress, _address, StringComparison.Ordinal)])).ShouldContain(
            "\"status\":\"connected\""
        );
    }

    [Fact]
    public async Task PrintedCurlLineIsAnswered() =>
        (await RunAsync("sh", ["-c", await _product.LineAsync("curl ")])).ShouldContain("\"status\":\"connected\"");

    private async Task<string> RunAsync(string program, string[] arguments)
    {
        try
        {
            var environment = new Dictionary<string, string?> { ["PINNOKIO_URL"] = _address };
            await using var run = ChildProcess.Start(program, arguments, environment, _folder.FullName);
            var code = await run.ExitAsync(TimeSpan.FromMinutes(2));
            var printed = string.Join('\n', run.Lines);
            code.ShouldBe(0, printed);
            return printed;
        }
        catch (Win32Exception absent)
        {
            throw new InvalidOperationException($"{program} is not on the PATH; the README's examples are run with it.", absent);
        }
    }

    /// <summary>The first fenced block of that language.</summary>
    private string Block(string language) =>
        Fence().Matches(_readme).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["body"].Value).First();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pinnokio.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Pinnokio.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
