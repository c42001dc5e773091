using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pinnokio.Support;

/// <summary>
/// Waits for something that no event announces, by looking often, and fails by name when the deadline passes. A look that fails, because a server is
/// restarting or slow, is a look that has not seen it yet.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan _usual = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    public static Task HoldsAsync(
        Func<bool> condition,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string described = ""
    ) => HoldsAsync(() => Task.FromResult(condition()), within, described);

    public static async Task HoldsAsync(
        Func<Task<bool>> condition,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string described = ""
    )
    {
        var deadline = within ?? _usual;
        Exception? last = null;
        var held = await LooksUntilAsync(
            async () =>
            {
                var seen = false;
                last = await Record.ExceptionAsync(async () => seen = await condition());
                return seen;
            },
            deadline
        );
        if (!held)
            throw new TimeoutException($"Within {deadline} it never held: {described}", last);
    }

    /// <summary>Repeats an assertion until it stops throwing; past the deadline its last failure is the test's failure.</summary>
    public static async Task PassesAsync(Func<Task> assertion, TimeSpan? within = null)
    {
        Exception? last = null;
        var passed = await LooksUntilAsync(
            async () =>
            {
                last = await Record.ExceptionAsync(assertion);
                return last is null;
            },
            within ?? _usual
        );
        if (!passed)
            throw new TimeoutException($"Within {within ?? _usual} it never passed: {last!.Message}", last);
    }

    private static async Task<bool> LooksUntilAsync(Func<Task<bool>> condition, TimeSpan deadline)
    {
        var watch = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(_pause);
        do
        {
            if (await condition())
                return true;
        } while (watch.Elapsed < deadline && await pause.WaitForNextTickAsync());
        return false;
    }
}
