using Pinnokio.Application.Registry.Listeners;

namespace Pinnokio.Infrastructure.Tests.Registry;

/// <summary>What the registry of listeners promises; each adapter runs it as a class of its own.</summary>
public abstract class ListenerRegistryTests
{
    private static readonly ListenerEntry _chat = new("chat", "space", "thread") { Mode = "live", SessionId = "tab" };

    protected static CancellationToken Never => CancellationToken.None;

    protected string User { get; } = $"u{Guid.NewGuid():N}";

    protected abstract IListenerRegistry Listeners { get; }

    /// <summary>Lets the user's listeners grow too old.</summary>
    protected abstract Task AgeAsync();

    [Fact]
    public async Task KeepsWhatWasToldLast_AndWhenItWasToldFirst()
    {
        (await Listeners.PutAsync(User, _chat, Never)).ShouldBeFalse();
        var first = (await Listeners.ListAsync(User, Never)).ShouldHaveSingleItem();
        (await Listeners.PutAsync(User, _chat with { Mode = "é \"2\"" }, Never)).ShouldBeTrue();
        var second = (await Listeners.ListAsync(User, Never)).ShouldHaveSingleItem();
        second.ListenerId.ShouldBe("chat:space:thread");
        second.Mode.ShouldBe("é \"2\"");
        second.SessionId.ShouldBe("tab");
        second.RegisteredAt.ShouldBe(first.RegisteredAt);
        second.LastHeartbeat.ShouldBeGreaterThanOrEqualTo(first.LastHeartbeat);
        second.ExpiresAt.ShouldBe(second.LastHeartbeat + IListenerRegistry.TimeToLive);
    }

    [Fact]
    public async Task ListsAUsersListenersById()
    {
        await Listeners.PutAsync(User, new ListenerEntry("workflow", null, null), Never);
        await Listeners.PutAsync(User, _chat, Never);
        await Listeners.PutAsync(User + "x", _chat, Never);
        (await Listeners.ListAsync(User, Never)).Select(l => l.ListenerId).ShouldBe(["chat:space:thread", "workflow"]);
    }

    [Fact]
    public async Task RenewsAndRemoves_WhatIsThere()
    {
        (await Listeners.RenewAsync(User, _chat.Id, Never)).ShouldBeFalse();
        await Listeners.PutAsync(User, _chat, Never);
        (await Listeners.RenewAsync(User, _chat.Id, Never)).ShouldBeTrue();
        (await Listeners.ListAsync(User, Never)).ShouldHaveSingleItem().Mode.ShouldBe("live");
        (await Listeners.RemoveAsync(User, _chat.Id, Never)).ShouldBeTrue();
        (await Listeners.RemoveAsync(User, _chat.Id, Never)).ShouldBeFalse();
        (await Listeners.ListAsync(User, Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ClearsAllOfOneUser()
    {
        await Listeners.PutAsync(User, _chat, Never);
        await Listeners.PutAsync(User, new ListenerEntry("workflow", null, null), Never);
        await Listeners.PutAsync(User + "x", _chat, Never);
        (await Listeners.ClearAsync(User, Never)).ShouldBe(2);
        (await Listeners.ClearAsync(User, Never)).ShouldBe(0);
        (await Listeners.ListAsync(User + "x", Never)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ForgetsOne_ThatFellSilent()
    {
        await Listeners.PutAsync(User, _chat, Never);
        await AgeAsync();
        (await Listeners.RenewAsync(User, _chat.Id, Never)).ShouldBeFalse();
        (await Listeners.ListAsync(User, Never)).ShouldBeEmpty();
        (await Listeners.PutAsync(User, _chat, Never)).ShouldBeFalse();
    }
}
