using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Hr.Payroll;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Hr.Jobs.Embedded;

/// <summary>A replica with the embedded jobber, whose payroll runs go by a script.</summary>
public sealed class ScriptedJobberApp : IAsyncLifetime
{
    public PinnokioApp App { get; private set; } = null!;

    internal ScriptedRuns Runs { get; } = new();

    public async Task InitializeAsync() => App = await StartAsync(Runs);

    public async Task DisposeAsync() => await App.DisposeAsync();

    internal static Task<PinnokioApp> StartAsync(ScriptedRuns runs, TestDatabase? database = null) =>
        PinnokioApp.StartAsync(database, services: s => s.AddScoped<IPayrollRuns>(_ => runs));
}
