using Microsoft.Extensions.Configuration;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Postgres.Demo;

/// <summary>Offers the demo company when the start asks for it, by <c>--demo</c> or <c>PINNOKIO_DEMO=true</c>.</summary>
internal sealed class DemoOnStart(bool wanted, DemoData demo)
{
    private const string Variable = "PINNOKIO_DEMO";

    public static bool IsWanted(IConfiguration configuration) => SettingValue.Flag(Variable, configuration[Variable]);

    public Task RunAsync(CancellationToken ct) => wanted ? demo.SeedAsync(ct) : Task.CompletedTask;
}
