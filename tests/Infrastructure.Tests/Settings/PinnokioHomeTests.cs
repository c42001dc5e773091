using Microsoft.Extensions.Configuration;
using Pinnokio.Infrastructure.Settings;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Settings;

public sealed class PinnokioHomeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("home");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task GivesAllTheSameSecret_WhenManyStartAtOnce()
    {
        using var together = new Barrier(16);
        for (var round = 0; round < 20; round++)
        {
            var name = $"secret-{round}";
            var starts = Enumerable.Range(0, 16).Select(_ => Start(name)).ToArray();

            var secrets = await Task.WhenAll(starts);

            secrets.ShouldAllBe(secret => secret == File.ReadAllText(Path.Combine(_folder.Path, name)));
        }

        Directory.GetFiles(_folder.Path).Length.ShouldBe(20, "no drafts are left");

        Task<string> Start(string name) =>
            Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return Home().Secret(name);
                },
                TaskCreationOptions.LongRunning
            );
    }

    [Fact]
    public void KeepsASecretToItsOwner()
    {
        Home().Secret("secret").Length.ShouldBe(43);

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder.Path, "secret")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh")]
    public void RefusesASecret_WhenItsFileIsTorn(string kept)
    {
        var file = Path.Combine(_folder.Path, "data-key");
        File.WriteAllText(file, kept);

        Should.Throw<InvalidOperationException>(() => Home().Secret("data-key")).Message.ShouldContain(file);

        File.ReadAllText(file).ShouldBe(kept, "what is left of a key is not thrown away");
    }

    private PinnokioHome Home()
    {
        var settings = new Dictionary<string, string?> { [PinnokioHome.Variable] = _folder.Path };
        return PinnokioHome.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }
}
