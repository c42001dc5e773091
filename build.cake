using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

const string Solution = "Pinnokio.sln";
const string Configuration = "Release";
const double LeastCoverage = 85;
const string AllowedSkip = "Missing server package:";

var target = Argument("target", "Default");
var fastProjects = new[] { "Domain.Tests", "Application.Tests", "Architecture.Tests" };
var resultsFolder = Directory("artifacts/test-results");
var coverageFolder = Directory("artifacts/coverage");
var postgresFolders = new[] { "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin" };
var browsers = new[] { "chromium", "chromium-browser", "google-chrome" };
string lastLine = null;

Task("__Restore").Does(() =>
    DotNetRestore(Solution, new DotNetRestoreSettings { LockedMode = HasEnvironmentVariable("CI") }));

Task("__Build").IsDependentOn("__Restore").Does(() =>
    DotNetBuild(Solution, new DotNetBuildSettings
    {
        Configuration = Configuration,
        NoRestore = true,
        NoLogo = true,
        Verbosity = DotNetVerbosity.Quiet,
        MSBuildSettings = new DotNetMSBuildSettings { TreatAllWarningsAs = MSBuildTreatAllWarningsAs.Error },
    }));

Task("__Format").Does(() => DotNetTool("csharpier", "check", "."));

Task("__Servers").Does(() =>
{
    var missing = new List<string>();
    if (!OnPath("redis-server"))
        missing.Add("redis-server");
    if (!HasEnvironmentVariable("PINNOKIO_POSTGRES_BIN") && !OnPath("initdb") && !postgresFolders.Any(folder => GetFiles($"{folder}/initdb").Count > 0))
        missing.Add("postgresql");
    if (!browsers.Any(OnPath))
        missing.Add("chromium");
    missing.AddRange(new[] { "npm", "python3", "curl" }.Where(program => !OnPath(program)));
    if (missing.Count == 0)
        return;

    var names = string.Join(' ', missing);
    if (!System.Environment.IsPrivilegedProcess || !OnPath("apt-get"))
        throw new CakeException($"The tests start real servers, a browser and scripts, and these are not installed: {names}. Install them (Debian: apt-get install {names}) and run again.");

    Information("Installing {0}", names);
    Run("apt-get", "update -q");
    Run("apt-get", $"install -q -y --no-install-recommends {names}");
});

Task("__FastTests").IsDependentOn("__Build").Does(() => RunTests(fastProjects));

Task("__AllTests")
    .IsDependentOn("__Servers")
    .IsDependentOn("__Build")
    .Does(() => RunTests(GetDirectories("tests/*.Tests").Select(project => project.GetDirectoryName())));

Task("__Coverage").IsDependentOn("__AllTests").Does(CheckCoverage);

Task("Default").Description("Builds and runs the fast tests.").IsDependentOn("__FastTests");

Task("Test")
    .Description("Format, warnings, every test on real servers, coverage.")
    .IsDependentOn("__Format")
    .IsDependentOn("__Coverage");

Task("Format").Description("Formats every file.").Does(() => DotNetTool("csharpier", "format", "."));

Task("Bench").Description("Rates, latencies and allocations.").IsDependentOn("__Build").Does(() =>
    DotNetRun("tests/Benchmarks", new DotNetRunSettings { Configuration = Configuration, NoBuild = true }));

Task("Publish").Description("A folder ready to run, with its Dockerfile, in artifacts/publish.").Does(() =>
{
    CleanDirectory("artifacts/publish");
    // Compiled ahead for this platform, which halves what a start costs. That restores more than the lock files hold, so it has files of its own.
    var ahead = MakeAbsolute(Directory("artifacts/ahead")).FullPath;
    DotNetPublish("src/Api", new DotNetPublishSettings
    {
        Configuration = Configuration,
        NoLogo = true,
        OutputDirectory = "artifacts/publish",
        Runtime = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier,
        SelfContained = false,
        MSBuildSettings = new DotNetMSBuildSettings()
            .WithProperty("PublishReadyToRun", "true")
            .WithProperty("ArtifactsPath", ahead)
            .WithProperty("NuGetLockFilePath", $"{ahead}/packages.lock.json"),
    });
    CopyFileToDirectory("src/Api/Dockerfile", "artifacts/publish");
});

// Cake writes its own table when a run ends, and the totals must stand below it.
try
{
    RunTarget(target);
}
catch (Exception failure)
{
    foreach (var cause in failure is AggregateException several ? several.InnerExceptions : [failure])
        Error("{0}", cause.Message);
    System.Environment.ExitCode = 1;
}
if (lastLine is not null)
    Console.WriteLine(lastLine);
System.Environment.Exit(System.Environment.ExitCode);

void RunTests(IEnumerable<string> projects)
{
    CleanDirectory(resultsFolder);
    var (passed, failed, skipped) = (0, 0, 0);
    var problems = new List<string>();
    foreach (var project in projects.Order())
    {
        var exitCode = RunTestProject(project);
        var results = ReadResults(project);
        var (good, bad, absent) = (Count(results, "Passed"), Count(results, "Failed"), Count(results, "NotExecuted"));
        if (results.Count == 0)
            problems.Add($"{project} ran no test.");
        if (bad > 0)
            problems.Add($"{project}: {bad} failed.");
        else if (exitCode != 0)
            problems.Add($"{project} ended with {exitCode}.");
        if (results.Where(IsForbiddenSkip).Select(test => test.Attribute("testName").Value).ToArray() is { Length: > 0 } idle)
            problems.Add($"{project} skipped {string.Join(", ", idle)}.");
        passed += good;
        failed += bad > 0 || exitCode == 0 ? bad : 1;
        skipped += absent;
        Information("{0}: {1} passed, {2} failed, {3} skipped", project, good, bad, absent);
        lastLine = $"{passed} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : "");
    }
    if (problems.Count > 0)
        throw new CakeException(string.Join('\n', problems));
}

int RunTestProject(string project)
{
    var arguments = new ProcessArgumentBuilder()
        .Append("test").AppendQuoted($"tests/{project}")
        .Append($"--no-build --configuration {Configuration} --nologo --verbosity quiet")
        .Append("--blame-hang-timeout 15m --blame-hang-dump-type none")
        .Append("--settings tests/coverage.runsettings").AppendSwitchQuoted("--collect", "XPlat Code Coverage")
        .AppendSwitchQuoted("--logger", "console;verbosity=minimal").AppendSwitchQuoted("--logger", "trx;LogFileName=results.trx")
        .AppendSwitchQuoted("--results-directory", $"{resultsFolder}/{project}");
    return StartProcess("dotnet", new ProcessSettings { Arguments = arguments });
}

List<XElement> ReadResults(string project) =>
    GetFiles($"{resultsFolder}/{project}/*.trx")
        .SelectMany(file => XDocument.Load(file.FullPath).Descendants())
        .Where(element => element.Name.LocalName == "UnitTestResult")
        .ToList();

int Count(List<XElement> results, string outcome) => results.Count(test => test.Attribute("outcome")?.Value == outcome);

bool IsForbiddenSkip(XElement test) =>
    test.Attribute("outcome")?.Value == "NotExecuted" && !test.Value.Contains(AllowedSkip, StringComparison.Ordinal);

void CheckCoverage()
{
    CleanDirectory(coverageFolder);
    DotNetTool("reportgenerator", $"-reports:{resultsFolder}/*/*/coverage.cobertura.xml", $"-targetdir:{coverageFolder}", "-filefilters:-*.g.cs", "-reporttypes:Html;Cobertura", "-verbosity:Warning");
    var root = MakeAbsolute(Directory("."));
    var files = XDocument.Load($"{coverageFolder}/Cobertura.xml")
        .Descendants("class")
        .GroupBy(type => root.GetRelativePath(new FilePath(type.Attribute("filename").Value)).FullPath)
        .Select(file => (Path: file.Key, Lines: file.SelectMany(type => type.Element("lines").Elements("line")).GroupBy(line => line.Attribute("number").Value).ToList()))
        .Select(file => (file.Path, Total: file.Lines.Count, Missed: file.Lines.Count(line => line.All(hit => hit.Attribute("hits").Value == "0"))))
        .ToList();
    if (files.Count == 0)
        throw new CakeException("No coverage was measured.");

    var covered = 100 - 100.0 * files.Sum(file => file.Missed) / files.Sum(file => file.Total);
    var figure = covered.ToString("0.0", CultureInfo.InvariantCulture);
    Information("{0} % of the lines in src are covered; details in {1}/index.html", figure, coverageFolder);
    if (covered >= LeastCoverage)
        return;

    foreach (var (path, total, missed) in files.OrderByDescending(file => file.Missed).Take(15))
        Information("{0,5} of {1,4} lines not covered: {2}", missed, total, path);
    throw new CakeException($"{figure} % of the lines in src are covered, {LeastCoverage} % are asked for.");
}

bool OnPath(string program) => Context.Tools.Resolve(program) is not null;

void DotNetTool(string tool, params string[] arguments) => Run("dotnet", $"{tool} {string.Join(' ', arguments.Select(argument => $"\"{argument}\""))}");

void Run(string program, string arguments)
{
    var settings = new ProcessSettings { Arguments = arguments };
    settings.EnvironmentVariables = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive", ["RUNLEVEL"] = "1" };
    if (StartProcess(program, settings) is var exitCode and not 0)
        throw new CakeException($"{program} {arguments} ended with {exitCode}.");
}
