using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Pinnokio.Api.Metrics;

/// <summary>Names and values as the Prometheus text format 0.0.4 wants them.</summary>
internal static class MetricText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The instrument's name with its unit, and <c>_total</c> behind a counter.</summary>
    public static string FamilyName(Instrument instrument, MetricKind kind)
    {
        var name = Legal(instrument.Name, colons: true);
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        if (kind == MetricKind.Counter && name.EndsWith("_total", StringComparison.Ordinal))
        {
            name = name[..^"_total".Length];
        }

        if (!name.EndsWith(unit, StringComparison.Ordinal))
        {
            name += unit;
        }

        return kind == MetricKind.Counter ? name + "_total" : name;
    }

    public static string LabelName(string key) => Legal(key, colons: false);

    public static string LabelValue(object value) =>
        Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal);

    public static void WriteFamily(StringBuilder text, MetricFamily family, long scrape)
    {
        var series = family.Series.Where(one => !family.IsObserved || one.SeenAt == scrape).ToArray();
        if (series.Length == 0)
        {
            return;
        }

        text.Append("# HELP ").Append(family.Name).Append(' ').Append(Escape(family.Help)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
        foreach (var one in series)
        {
            if (family.Kind == MetricKind.Histogram)
            {
                WriteHistogram(text, family, one);
            }
            else
            {
                WriteSample(text, family.Name, one.Labels, one.Value);
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, MetricFamily family, MetricSeries series)
    {
        var labels = series.Labels.Length > 0 ? series.Labels + "," : "";
        var below = 0L;
        for (var i = 0; i <= family.Bounds.Length; i++)
        {
            below += series.Count(i);
            var bound = i < family.Bounds.Length ? Number(family.Bounds[i]) : "+Inf";
            WriteSample(text, family.Name + "_bucket", $"{labels}le=\"{bound}\"", below);
        }

        WriteSample(text, family.Name + "_sum", series.Labels, series.Value);
        WriteSample(text, family.Name + "_count", series.Labels, below);
    }

    private static void WriteSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        value switch
        {
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            _ => value.ToString("R", CultureInfo.InvariantCulture), // NaN is NaN in both
        };

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Legal(string name, bool colons)
    {
        var legal = string.Create(
            name.Length,
            (name, colons),
            static (target, from) =>
            {
                for (var i = 0; i < target.Length; i++)
                {
                    var c = from.name[i];
                    target[i] = char.IsAsciiLetterOrDigit(c) || (from.colons && c == ':') ? c : '_';
                }
            }
        );
        return legal.Length == 0 || char.IsAsciiDigit(legal[0]) ? "_" + legal : legal;
    }
}
