namespace Pinnokio.Api.Tests.Faults;

/// <summary>Tests that measure time against real servers run one after another, apart from all others; those that only need the servers do not.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealServers
{
    public const string Name = "real servers";
}
