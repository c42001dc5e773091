namespace Pinnokio.Infrastructure.Leases;

/// <summary>How many leases this replica holds.</summary>
internal interface ILeaseCount
{
    int Held { get; }
}
