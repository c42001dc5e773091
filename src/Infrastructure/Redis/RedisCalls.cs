using Pinnokio.Application.Common;
using StackExchange.Redis;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>Calls that must be answered: they fail with UNAVAILABLE while the server is away or silent.</summary>
internal sealed class RedisCalls(RedisConnection connection, TimeProvider clock)
{
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    private static readonly AppError s_away = AppError.Unavailable("Redis");

    public RedisLink? Link => connection.Link is { IsUsable: true } link ? link : null;

    public Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken ct) =>
        AskAsync(database => script.RunAsync(database, keys, values), ct);

    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var link = Link ?? throw new AppException(s_away) { HadNoEffect = true };
        try
        {
            var answer = await call(link.Database).WaitAsync(Budget, clock, ct);
            link.Answered();
            return answer;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            link.Note(fault); // unless it is a refusal, nobody knows what became of the call, whatever the client throws (it has many ways)
            throw new AppException(s_away, fault);
        }
    }
}
