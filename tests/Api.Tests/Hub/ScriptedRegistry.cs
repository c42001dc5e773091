using System.Collections.Concurrent;
using Pinnokio.Application.Common;
using Pinnokio.Application.Registry.Contracts;

namespace Pinnokio.Api.Tests.Hub;

/// <summary>A registry that writes down what it is told, and fails when told to.</summary>
internal sealed class ScriptedRegistry : ISessionRegistry
{
    public ConcurrentQueue<string> Told { get; } = [];

    public bool IsAway { get; set; }

    public bool Forgets { get; set; }

    public Task RegisterAsync(string userId, string sessionId, string? backendRoute, CancellationToken ct) =>
        Hear($"register {userId} {sessionId}");

    public async Task<bool> BeatAsync(string sessionId, CancellationToken ct)
    {
        await Hear($"beat {sessionId}");
        return !Forgets;
    }

    public async Task<bool> UnregisterAsync(string sessionId, CancellationToken ct)
    {
        await Hear($"unregister {sessionId}");
        return true;
    }

    private Task Hear(string what)
    {
        Told.Enqueue(what);
        return IsAway ? Task.FromException(new AppException(AppError.Unavailable("The registry"))) : Task.CompletedTask;
    }
}
