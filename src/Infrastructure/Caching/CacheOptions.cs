using Microsoft.Extensions.Configuration;
using Pinnokio.Application.Common;

namespace Pinnokio.Infrastructure.Caching;

/// <summary>How long entries live, per data type: <c>HR_CACHE_TTL_EMPLOYEES</c> and the like, in seconds; 0 turns a type off.</summary>
internal sealed record CacheOptions
{
    private const string Prefix = "HR_CACHE_TTL_";
    private const int MaxSeconds = 30 * 24 * 3_600;
    private const double Jitter = 0.1;

    /// <summary>What lives shorter is not worth storing; Redis cannot express it either.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromMilliseconds(1);

    /// <summary>What versions and records of invalidations outlive the entries by: longer than any load or transaction takes.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_usual = TimeSpan.FromHours(1);
    private static readonly Dictionary<string, TimeSpan> s_defaults = new(StringComparer.Ordinal)
    {
        ["employees"] = s_usual,
        ["employee"] = s_usual,
        ["contracts"] = s_usual,
        ["active_contract"] = s_usual,
        ["clusters"] = TimeSpan.FromHours(24),
        ["references"] = TimeSpan.FromHours(24),
    };

    public IReadOnlyDictionary<string, TimeSpan> TimesToLive { get; init; } = s_defaults;

    public static CacheOptions From(IConfiguration configuration)
    {
        var times = new Dictionary<string, TimeSpan>(s_defaults, StringComparer.Ordinal);
        foreach (var (name, value) in configuration.AsEnumerable())
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(value))
            {
                times[name[Prefix.Length..].ToLowerInvariant()] = SettingValue.Seconds(name, value, 0, MaxSeconds, s_usual);
            }
        }

        return new CacheOptions { TimesToLive = times };
    }

    public TimeSpan TimeToLive(string dataType) => TimesToLive.GetValueOrDefault(dataType, s_usual);

    /// <summary>Up to a tenth shorter than promised, so that entries stored together do not expire together.</summary>
    public TimeSpan JitteredTimeToLive(string dataType) => TimeToLive(dataType) * (1 - Jitter * Random.Shared.NextDouble());

    /// <summary>How long an entry stored now is to live; below <see cref="ShortestLife"/>, not at all.</summary>
    public TimeSpan LifeOf(CacheSpec spec, DateTimeOffset now)
    {
        var lives = JitteredTimeToLive(spec.Tag.DataType);
        return spec.Until is { } end && end - now < lives ? end - now : lives;
    }

    /// <summary>A version that expired earlier than an entry would only cost a load; one that outlives it costs nothing.</summary>
    public TimeSpan VersionTimeToLive => Longest + s_margin;

    /// <summary>How far back an invalidation can still concern an entry of the type, also one stored under a longer, default time.</summary>
    public TimeSpan Relevance(string dataType)
    {
        var usual = s_defaults.GetValueOrDefault(dataType, s_usual);
        var set = TimeToLive(dataType);
        return (set > usual ? set : usual) + s_margin;
    }

    public TimeSpan LongestRelevance => Longest + s_margin;

    private TimeSpan Longest => TimesToLive.Values.Concat(s_defaults.Values).Max();
}
