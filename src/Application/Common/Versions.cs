using Pinnokio.Domain.Common;

namespace Pinnokio.Application.Common;

internal static class Versions
{
    /// <summary>Refuses to go on when the caller saw another version; null means that it does not mind.</summary>
    public static void EnsureVersion(this Entity entity, long? expected)
    {
        if (expected is { } version && version != entity.RowVersion)
        {
            throw new AppException(RecordErrors.StaleVersion);
        }
    }
}
