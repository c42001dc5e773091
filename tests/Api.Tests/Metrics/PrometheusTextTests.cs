namespace Pinnokio.Api.Tests.Metrics;

/// <summary>The parser that judges the product's figures must itself refuse what a scraper would.</summary>
public sealed class PrometheusTextTests
{
    private const string Head = "# HELP a_total Help.\n# TYPE a_total counter\n";
    private const string Histogram = "# HELP h Help.\n# TYPE h histogram\n";

    [Theory]
    [InlineData(Head + "a_total 1\n")]
    [InlineData(Head + "a_total{x=\"\\\\ \\\" \\n\",y=\"\"} 1.5e+09\n")]
    [InlineData(Histogram + "h_bucket{le=\"0.1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 0.7\nh_count 2\n")]
    public void TakesGoodText(string text) => PrometheusText.Parse(text).Count.ShouldBe(1);

    [Theory]
    [InlineData("a_total 1\n")]
    [InlineData(Head + "a_total 1")]
    [InlineData(Head + "a_total 1\n\n")]
    [InlineData(Head + "a_total  1\n")]
    [InlineData(Head + "a_total 1,5\n")]
    [InlineData(Head + "a_total 1\na_total 2\n")]
    [InlineData(Head + "a_total 1\n" + Head + "a_total{x=\"1\"} 1\n")]
    [InlineData(Head + "b_total 1\n")]
    [InlineData(Head + "a_total{x=\"\"\"} 1\n")]
    [InlineData(Head + "a_total{x=\"\\t\"} 1\n")]
    [InlineData(Head + "a_total{x=\"1\",x=\"2\"} 1\n")]
    [InlineData(Head + "a_total{x-y=\"1\"} 1\n")]
    [InlineData(Head + "a_total -1\n")]
    [InlineData("# TYPE a_total counter\n# HELP a_total Help.\na_total 1\n")]
    [InlineData("# HELP a Help.\n# TYPE a counter\na 1\n")]
    [InlineData("# HELP a_total Help.\n# TYPE a_total gauge\na_total 1\n")]
    [InlineData(Histogram + "h_bucket{le=\"0.1\"} 3\nh_bucket{le=\"+Inf\"} 2\nh_sum 0.7\nh_count 2\n")]
    [InlineData(Histogram + "h_bucket{le=\"0.1\"} 1\nh_sum 0.7\nh_count 1\n")]
    [InlineData(Histogram + "h_bucket{le=\"1\"} 1\nh_bucket{le=\"0.1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 0.7\nh_count 2\n")]
    [InlineData(Histogram + "h_bucket{le=\"+Inf\"} 2\nh_sum 0.7\nh_count 3\n")]
    [InlineData(Histogram + "h_bucket{le=\"+Inf\"} 2\nh_count 2\n")]
    public void RefusesBadText(string text) => Should.Throw<Exception>(() => PrometheusText.Parse(text));
}
