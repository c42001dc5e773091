using Pinnokio.Api.Tests;
using Pinnokio.Api.Tests.Registry;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer($"Pinnokio.Api.Tests.{nameof(LongestFirst)}", "Pinnokio.Api.Tests")]

namespace Pinnokio.Api.Tests;

/// <summary>Begins with the test that waits out a promise of a hundred seconds, so that the others run beside it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection =>
            collection.DisplayName.EndsWith(nameof(TwoReplicaPresenceTests), StringComparison.Ordinal)
        );
}
