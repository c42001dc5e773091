using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Application.Hr.References;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Infrastructure.Jobber;
using Pinnokio.Infrastructure.Settings;
using Pinnokio.Support;

namespace Pinnokio.Infrastructure.Tests.Jobber;

/// <summary>The HTTP adapters as the product wires them, against a jobber of the test's own.</summary>
internal sealed class HttpJobberRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    private HttpJobberRig(StubJobber stub, string? url, int timeout)
    {
        Stub = stub;
        var settings = new Dictionary<string, string>();
        stub.Configure(settings);
        settings["HR_JOBBER_TIMEOUT"] = $"{timeout}";
        settings["HR_JOBBER_URL"] = url ?? stub.Url;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings!).Build();
        _services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddScoped<CallContext>()
            .AddSingleton(new PublicAddress(configuration, Substitute.For<IServer>()))
            .AddHttpJobber(JobberOptions.From(configuration)!)
            .BuildServiceProvider(validateScopes: true);
        _scope = _services.CreateAsyncScope();
    }

    public StubJobber Stub { get; }

    public CallContext Call => _scope.ServiceProvider.GetRequiredService<CallContext>();

    public IJobber Jobber => _scope.ServiceProvider.GetRequiredService<IJobber>();

    public IReferenceSource References => _scope.ServiceProvider.GetRequiredService<IReferenceSource>();

    public static async Task<HttpJobberRig> StartAsync(string? url = null, int timeout = 20) =>
        new(await StubJobber.StartAsync(), url, timeout);

    public static Job Job(string type, string parameters)
    {
        var job = Domain.Hr.Jobs.Job.Create(type, Guid.NewGuid(), "anna", DateTimeOffset.UnixEpoch);
        job.Parameters = parameters;
        return job;
    }

    public static Job Calculate() =>
        Job(
            JobTypes.PayrollCalculate,
            """{"company_id":"c","employee_id":"e","year":2025,"month":1,"variables":{"bonus":1000.50},"force_recalculate":false}"""
        );

    public static async Task<AppError> FailureAsync(Task work) => (await Should.ThrowAsync<AppException>(work)).Error;

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        await Stub.DisposeAsync();
    }
}
