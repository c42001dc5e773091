using Microsoft.Extensions.Configuration;
using Pinnokio.Application.Common;
using Pinnokio.Application.Events.Contracts;

namespace Pinnokio.Infrastructure.Settings;

/// <summary>The settings of the pipeline itself.</summary>
internal static class CallSettings
{
    public const string AccessVariable = "HR_COMPANY_ACCESS";
    public const string WindowVariable = "RPC_IDEMP_WINDOW";
    public const string ContentKeyWindowVariable = "RPC_IDEMP_TTL";
    public const string ChannelPrefixVariable = "LISTENERS_CHANNEL_PREFIX";
    private const int MaxPrefixLength = 64;
    private const int MaxWindowSeconds = 30 * 24 * 3_600;

    public static AccessOptions Access(IConfiguration configuration) =>
        configuration[AccessVariable] switch
        {
            null or "" or "trusted" => new AccessOptions(MembersOnly: false),
            "members" => new AccessOptions(MembersOnly: true),
            _ => throw new InvalidOperationException($"{AccessVariable} must be trusted or members."),
        };

    public static IdempotencyOptions Idempotency(IConfiguration configuration)
    {
        var defaults = new IdempotencyOptions();
        return defaults with
        {
            Window = Window(configuration, WindowVariable, defaults.Window),
            ContentKeyWindow = Window(configuration, ContentKeyWindowVariable, defaults.ContentKeyWindow),
        };
    }

    /// <summary>A prefix that runs into those of the other channels would make one of two users' channels.</summary>
    public static EventChannels Channels(IConfiguration configuration) =>
        configuration[ChannelPrefixVariable] switch
        {
            null or "" => new EventChannels(EventChannels.DefaultUserPrefix),
            { Length: <= MaxPrefixLength } prefix
                when prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
                    && !s_otherPrefixes.Any(Overlaps(prefix)) => new EventChannels(prefix),
            _ => throw new InvalidOperationException(
                $"{ChannelPrefixVariable} must have 1 to {MaxPrefixLength} letters, digits or -_.: and neither begin nor continue another prefix ({string.Join(", ", s_otherPrefixes)})."
            ),
        };

    private static readonly string[] s_otherPrefixes = [EventChannels.MessagesPrefix, EventChannels.ChatPrefix, "events:", "redis:reply:"];

    private static Func<string, bool> Overlaps(string prefix) =>
        other => other.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(other, StringComparison.Ordinal);

    private static TimeSpan Window(IConfiguration configuration, string variable, TimeSpan usual) =>
        SettingValue.Seconds(variable, configuration[variable], 1, MaxWindowSeconds, usual);
}
