using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Employees;
using Pinnokio.Domain.Hr;
using Pinnokio.Support;

namespace Pinnokio.Api.Tests.Faults;

/// <summary>A read that loaded old rows and comes late to store them, while another user writes on another replica.</summary>
public sealed class SlowReadTests
{
    private const int Rounds = 200;

    [Fact]
    public async Task IsNeverServedAsFresh_WhenAWriteOverlapsIt()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var redis = await TestRedis.StartPrivateAsync();
        var hold = new Hold();
        await using var slow = await StartAsync(
            database,
            redis,
            services => services.Decorate<IEmployeeReader>(inner => new HeldReader(inner, hold))
        );
        await using var quick = await StartAsync(database, redis);
        var company = await Company.EnsureAsync(quick.Client);
        var employee = await company.HireAsync(quick.Client, "E-1");

        for (var round = 0; round < Rounds; round++)
        {
            var written = $"Name {round}";
            var reader = $"reader-{round}"; // one who has nothing cached yet
            var gate = hold.Next();
            var reading = company.ReadAsync(slow.Client, reader);
            await gate.Reached;
            (await company.RenameAsync(quick.Client, employee, written)).Ok.ShouldBeTrue();
            gate.Release();
            (await reading).FirstName.ShouldNotBe(written);

            (await company.ReadAsync(slow.Client, reader)).ShouldBe((written, "database"));
            (await company.ReadAsync(slow.Client, reader)).ShouldBe((written, "cache"));
            (await company.ReadAsync(quick.Client, reader)).ShouldBe((written, "cache"));
            (await company.ReadAsync(quick.Client, "writer")).FirstName.ShouldBe(written);
            (await company.ReadAsync(slow.Client, "third")).FirstName.ShouldBe(written);
        }
    }

    [Fact]
    public async Task SeesItsOwnWrite_WhenItSharedTheLoadOfAnOlderRead()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var redis = await TestRedis.StartPrivateAsync();
        var hold = new Hold();
        await using var replica = await StartAsync(
            database,
            redis,
            services => services.Decorate<IEmployeeReader>(inner => new HeldReader(inner, hold))
        );
        var company = await Company.EnsureAsync(replica.Client);
        var employee = await company.HireAsync(replica.Client, "E-1");

        var gate = hold.Next();
        var early = company.ReadAsync(replica.Client, "user");
        await gate.Reached;
        (await company.RenameAsync(replica.Client, employee, "New", userId: "user")).Ok.ShouldBeTrue();
        (await company.ReadAsync(replica.Client, "user")).FirstName.ShouldBe("New");
        gate.Release();

        (await early).FirstName.ShouldBe("Ada");
        (await company.ReadAsync(replica.Client, "user")).FirstName.ShouldBe("New");
    }

    private static Task<PinnokioApp> StartAsync(TestDatabase database, TestRedis redis, Action<IServiceCollection>? services = null) =>
        // Patient with Redis, so that a busy machine does not turn hits into misses.
        PinnokioApp.StartAsync(database, redis.Port, settings => settings["HR_CACHE_READ_BUDGET_MS"] = "10000", services);

    private sealed class Hold
    {
        private Gate? _next;

        /// <summary>The next load of all stops behind its rows until it is released.</summary>
        public Gate Next() => _next = new Gate();

        public Task PassAsync() => Interlocked.Exchange(ref _next, null)?.WaitAsync() ?? Task.CompletedTask;
    }

    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public void Release() => _released.SetResult();

        public Task WaitAsync()
        {
            _reached.SetResult();
            return _released.Task;
        }
    }

    private sealed class HeldReader(IEmployeeReader inner, Hold hold) : IEmployeeReader
    {
        public async Task<IReadOnlyList<EmployeeRow>> ListAsync(EmployeeFilter filter, CancellationToken ct)
        {
            var rows = await inner.ListAsync(filter, ct);
            await hold.PassAsync();
            return rows;
        }

        public Task<Employee?> FindAsync(Guid companyId, Guid employeeId, CancellationToken ct) =>
            inner.FindAsync(companyId, employeeId, ct);
    }
}
