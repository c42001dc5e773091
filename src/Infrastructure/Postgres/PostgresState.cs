using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>What is known of the store without asking it.</summary>
internal sealed class PostgresState : IHealthSource
{
    public string Name => "postgres";

    private volatile bool _isUp;
    private volatile bool _isMigrated;

    /// <summary>The server answered when last heard of.</summary>
    public bool IsUp
    {
        get => _isUp;
        set => _isUp = value;
    }

    public bool IsMigrated
    {
        get => _isMigrated;
        set => _isMigrated = value;
    }

    public bool IsReady => _isUp && _isMigrated;

    bool IHealthSource.IsUp => IsReady;
}
