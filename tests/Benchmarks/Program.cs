using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Pinnokio.Benchmarks.Load;
using Pinnokio.Benchmarks.Pipeline;

// `pipeline`, `load` or `hub` runs one of the three, nothing runs all.
var only = args.FirstOrDefault();
if (only is null or "pipeline")
{
    var summary = BenchmarkRunner.Run<PipelineBenchmarks>(DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks"));
    Environment.ExitCode = summary.Reports.All(report => report.Success) ? 0 : 1;
}

if (only is null or "load")
{
    await LoadRun.RunAsync();
}

if (only is null or "hub")
{
    await HubRun.RunAsync();
}
