using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Pinnokio.Benchmarks.Load;
using Pinnokio.Benchmarks.Pipeline;

// `pipeline` or `load` runs one of the two, nothing runs both.
var only = args.FirstOrDefault();
if (only is null or "pipeline")
{
    BenchmarkRunner.Run<PipelineBenchmarks>(DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks"));
}

if (only is null or "load")
{
    await LoadRun.RunAsync();
}
