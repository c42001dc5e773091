namespace Pinnokio.Application.Common;

/// <summary>Which adapter serves which port; the start prints one line for each.</summary>
public sealed class AdapterChoices
{
    private readonly List<(string Port, string Adapter)> _choices = [];

    public IReadOnlyList<(string Port, string Adapter)> All => _choices;

    public void Add(string port, string adapter) => _choices.Add((port, adapter));
}

/// <summary>The service tokens that are accepted. <c>File</c> is where a generated one is kept; null when they were configured.</summary>
public sealed record ServiceTokenSettings(IReadOnlyList<string> Tokens, string? File);
