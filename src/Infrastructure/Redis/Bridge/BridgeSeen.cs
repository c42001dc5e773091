namespace Pinnokio.Infrastructure.Redis.Bridge;

/// <summary>What the streams hold since a tick of what others published: equal messages count as often as they stand there.</summary>
internal sealed class BridgeSeen(BridgeStore store, long since)
{
    private readonly Dictionary<string, List<string>> _hashes = new(StringComparer.Ordinal);

    /// <summary>What comes now was never written before.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether the message stands in the user's stream; then it stands there for one message less.</summary>
    public async Task<bool> TakeAsync(string userId, string hash, CancellationToken ct)
    {
        if (IsOver)
        {
            return false;
        }

        if (!_hashes.TryGetValue(userId, out var hashes))
        {
            _hashes.Add(userId, hashes = await store.SeenAsync(userId, since, ct));
        }

        return hashes.Remove(hash);
    }
}
