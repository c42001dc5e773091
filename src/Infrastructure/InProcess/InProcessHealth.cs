using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.InProcess;

/// <summary>Stands where operators look for Redis.</summary>
internal sealed class InProcessHealth : IHealthSource
{
    public string Name => "redis";

    public bool IsUp => true;

    public string State => "in_process";
}
