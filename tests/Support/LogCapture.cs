using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Pinnokio.Support;

/// <summary>What is logged, as an operator would read it. Register it as <see cref="ILoggerProvider"/>, or take a logger from <see cref="For{T}"/>.</summary>
public sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    /// <summary>Called with each line before it is kept.</summary>
    public Action<LogLine>? OnLine { get; set; }

    public IReadOnlyCollection<string> At(LogLevel level) => [.. _lines.Where(line => line.Level == level).Select(line => line.Message)];

    public ILogger<T> For<T>() =>
        LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this)).CreateLogger<T>();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() { }

    private void Add(LogLine line)
    {
        OnLine?.Invoke(line);
        _lines.Enqueue(line);
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => capture.Add(new LogLine(category, logLevel, formatter(state, exception), exception?.ToString()));
    }
}

/// <summary>One line of the log; <paramref name="Fault"/> is an exception's text, stack and all.</summary>
public sealed record LogLine(string Category, LogLevel Level, string Message, string? Fault);
