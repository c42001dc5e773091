using System.Globalization;
using System.Text.RegularExpressions;

namespace Pinnokio.Api.Tests.Metrics;

internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

internal sealed record Family(string Name, string Type, IReadOnlyList<Sample> Samples);

/// <summary>The Prometheus text format 0.0.4, read as strictly as any scraper reads it: what is merely tolerated is refused too.</summary>
internal static partial class PrometheusText
{
    public static IReadOnlyDictionary<string, Family> Parse(string text)
    {
        Demand(text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal), "It ends in one line feed.", text);
        var lines = new Queue<string>(text[..^1].Split('\n'));
        var families = new Dictionary<string, Family>();
        while (lines.Count > 0)
        {
            var family = ReadFamily(lines);
            Demand(families.TryAdd(family.Name, family), "A family stands in one place.", family.Name);
        }

        return families;
    }

    private static Family ReadFamily(Queue<string> lines)
    {
        var help = Match(Help(), lines.Dequeue());
        var name = help.Groups["name"].Value;
        Demand(lines.Count > 0, "HELP is followed by TYPE.", name);
        var typed = Match(Typed(), lines.Dequeue());
        Demand(typed.Groups["name"].Value == name, "HELP and TYPE are of one family.", name);
        var type = typed.Groups["type"].Value;
        var samples = new List<Sample>();
        while (lines.TryPeek(out var next) && !next.StartsWith('#'))
        {
            samples.Add(ReadSample(lines.Dequeue()));
        }

        var family = new Family(name, type, samples);
        Check(family);
        return family;
    }

    private static Sample ReadSample(string line)
    {
        var sample = Match(SampleLine(), line);
        var labels = new Dictionary<string, string>();
        foreach (
            var (key, value) in sample.Groups["key"].Captures.Zip(sample.Groups["value"].Captures, (key, value) => (key.Value, value.Value))
        )
        {
            Demand(labels.TryAdd(key, Unescape(value)), "A label stands once.", line);
        }

        return new Sample(sample.Groups["name"].Value, labels, Number(sample.Groups["number"].Value));
    }

    private static void Check(Family family)
    {
        var (name, type, samples) = family;
        Demand(samples.Count > 0, "A family has samples.", name);
        Demand(samples.Select(Key).Distinct().Count() == samples.Count, "A series stands once.", name);
        if (type == "histogram")
        {
            CheckHistogram(family);
            return;
        }

        Demand(samples.All(sample => sample.Name == name), "Samples are of their family.", name);
        Demand((type == "counter") == name.EndsWith("_total", StringComparison.Ordinal), "Counters, and they alone, end in _total.", name);
        Demand(type != "counter" || samples.All(sample => sample.Value >= 0), "Counters are not negative.", name);
    }

    private static void CheckHistogram(Family family)
    {
        var (name, _, samples) = family;
        foreach (var series in samples.GroupBy(sample => Key(sample with { Name = name, Labels = Without(sample.Labels, "le") })))
        {
            var buckets = series.Where(sample => sample.Name == name + "_bucket").ToArray();
            var bounds = buckets.Select(bucket => Number(bucket.Labels["le"])).ToArray();
            Demand(bounds.SequenceEqual(bounds.Order()) && bounds.Distinct().Count() == bounds.Length, "Bounds rise.", series.Key);
            Demand(double.IsPositiveInfinity(bounds[^1]), "The last bound is +Inf.", series.Key);
            var counts = buckets.Select(bucket => bucket.Value).ToArray();
            Demand(counts.SequenceEqual(counts.Order()), "Buckets are cumulative.", series.Key);
            Demand(series.Count() == buckets.Length + 2, "Buckets, _sum and _count are all there is.", series.Key);
            series.ShouldContain(sample => sample.Name == name + "_sum");
            series.Single(sample => sample.Name == name + "_count").Value.ShouldBe(counts[^1], series.Key);
        }
    }

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.Where(label => label.Key != name).ToDictionary();

    private static string Key(Sample sample) =>
        sample.Name + string.Concat(sample.Labels.OrderBy(label => label.Key).Select(label => $"|{label.Key}={label.Value}"));

    private static double Number(string text) =>
        text switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

    private static string Unescape(string text) =>
        Escape()
            .Replace(
                text,
                match =>
                    match.Value switch
                    {
                        "\\n" => "\n",
                        var two => two[1..],
                    }
            );

    private static Match Match(Regex form, string line)
    {
        var match = form.Match(line);
        Demand(match.Success, $"It has the form {form}.", line);
        return match;
    }

    private static void Demand(bool holds, string rule, string where)
    {
        if (!holds)
        {
            throw new FormatException($"{rule} Here: {where}");
        }
    }

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\\n]|\\\\|\\n)*\z")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)\z")]
    private static partial Regex Typed();

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?<key>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(?:[^"\\\n]|\\\\|\\"|\\n)*)"(?:,(?<key>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(?:[^"\\\n]|\\\\|\\"|\\n)*)")*\})? (?<number>NaN|[+-]Inf|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\z"""
    )]
    private static partial Regex SampleLine();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();
}
