using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Redis;

/// <summary>What is known of Redis without asking it.</summary>
internal sealed class RedisHealth(RedisConnection connection) : IHealthSource
{
    public string Name => "redis";

    public bool IsUp => connection.IsUp;
}
