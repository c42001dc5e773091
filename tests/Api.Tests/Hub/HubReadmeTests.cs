using System.Runtime.CompilerServices;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>The example beside the hub's source, run as it stands.</summary>
public sealed class HubReadmeTests(HubApp hub) : IClassFixture<HubApp>
{
    [Fact]
    public async Task PythonExamplePrintsWhatItHears()
    {
        var folder = Directory.CreateTempSubdirectory("pinnokio-hub-readme-");
        var script = Path.Combine(folder.FullName, "example.py");
        var token = Path.Combine(folder.FullName, "token");
        await File.WriteAllTextAsync(token, PinnokioApp.Token);
        await File.WriteAllTextAsync(script, (await File.ReadAllTextAsync(Readme())).Split("```python\n")[1].Split("```")[0]);
        var environment = new Dictionary<string, string?>
        {
            ["PINNOKIO_URL"] = hub.Address.ToString().TrimEnd('/'),
            ["PINNOKIO_TOKEN_FILE"] = token,
        };
        await using var python = ChildProcess.Start("python3", [script], environment);
        await python.LineAsync("ready");
        await hub.PublishAsync("anna", 7);

        (await python.LineAsync("notif.sync")).ShouldBe("notif.sync {'n': 7}");
        folder.Delete(recursive: true);
    }

    private static string Readme([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Api/Hub/README.md"));
}
