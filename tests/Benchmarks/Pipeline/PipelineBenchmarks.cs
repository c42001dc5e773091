using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NSubstitute;
using Pinnokio.Api.Rpc;
using Pinnokio.Application;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Employees;
using Pinnokio.Infrastructure.InProcess;

namespace Pinnokio.Benchmarks.Pipeline;

/// <summary>What a call costs beyond its stores: envelope, binding, scope, behaviours, handler, answer. The stores are in memory and free.</summary>
[InProcess, MemoryDiagnoser]
public class PipelineBenchmarks
{
    private const string CompanyId = "00000000-0000-4000-8000-000000000001";
    private readonly byte[] _cachedRead = Call("HR.list_employees", "\"firebase_user_id\":\"bench\"");
    private readonly byte[] _emptyRead = Call("HR.list_employees", "\"search\":\"nobody\"");
    private readonly byte[] _refused = Call("HR.list_employees", "\"limit\":0");
    private ServiceProvider? _services;
    private RpcDispatcher? _dispatcher;

    [GlobalSetup]
    public void SetUp()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddMetrics();
        services.AddSingleton(TimeProvider.System);
        services.AddApplication();
        services.AddInProcess(new ConfigurationBuilder().Build());
        services.AddSingleton(new AccessOptions(MembersOnly: false));
        services.AddSingleton(new IdempotencyOptions());
        services.AddSingleton(Substitute.For<ICompanyMembership>());
        services.AddSingleton<IEmployeeReader>(new FixedEmployees());
        services.AddSingleton(RpcCatalog.Build(typeof(Application.DependencyInjection).Assembly));
        services.AddSingleton<StreamPositions>();
        services.AddSingleton<RpcDispatcher>();
        _services = services.BuildServiceProvider();
        _dispatcher = _services.GetRequiredService<RpcDispatcher>();
    }

    [GlobalCleanup]
    public void CleanUp() => _services?.Dispose();

    [Benchmark(Description = "cached list of 25 employees")]
    public Task<int> CachedReadAsync() => DispatchAsync(_cachedRead);

    [Benchmark(Description = "uncached list without rows")]
    public Task<int> EmptyReadAsync() => DispatchAsync(_emptyRead);

    [Benchmark(Description = "call refused by its validator")]
    public Task<int> RefusedAsync() => DispatchAsync(_refused);

    private async Task<int> DispatchAsync(byte[] body)
    {
        using var answer = await _dispatcher!.DispatchAsync(RpcEnvelope.Parse(body), "bench", CancellationToken.None);
        return answer.Body.Length;
    }

    private static byte[] Call(string method, string arguments) =>
        Encoding.UTF8.GetBytes($$$"""{"method":"{{{method}}}","args":[],"kwargs":{"company_id":"{{{CompanyId}}}",{{{arguments}}}}}""");

    private sealed class FixedEmployees : IEmployeeReader
    {
        private readonly IReadOnlyList<EmployeeRow> _rows =
        [
            .. Enumerable
                .Range(1, 25)
                .Select(n => new EmployeeRow
                {
                    Id = Guid.CreateVersion7(),
                    CompanyId = Guid.Parse(CompanyId),
                    Identifier = $"EMP{n:00000}",
                    FirstName = "Élodie",
                    LastName = "Favre",
                    BirthDate = new DateOnly(1990, 1, 15),
                    ClusterCode = "CH-GE",
                    HireDate = new DateOnly(2024, 1, 1),
                    IsActive = true,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    UpdatedAt = DateTimeOffset.UnixEpoch,
                    RowVersion = 1,
                }),
        ];

        public Task<IReadOnlyList<EmployeeRow>> ListAsync(EmployeeFilter filter, CancellationToken ct) =>
            Task.FromResult(filter.Search is null ? _rows : []);

        public Task<Domain.Hr.Employee?> FindAsync(Guid companyId, Guid employeeId, CancellationToken ct) =>
            Task.FromResult<Domain.Hr.Employee?>(null);
    }
}
