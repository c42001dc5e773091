using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>Brings given fields onto a contract, checks the whole, and names the contracts that it would overlap.</summary>
internal sealed class ContractWriter(IContractStore contracts, TimeProvider clock)
{
    public async Task ApplyAsync<TFields>(TFields fields, Contract contract, CancellationToken ct)
        where TFields : ContractFields
    {
        Changes<TFields, Contract>.Apply(fields, contract);
        if (fields.Provisions.IsGiven)
        {
            contract.Provisions = fields.Provisions.Value is { ValueKind: not JsonValueKind.Null } provisions
                ? provisions.GetRawText()
                : null;
        }

        if (contract.State == ContractState.Cancelled)
        {
            contract.Cancel(clock.GetUtcNow(), contract.CancelReason);
        }

        await CheckAsync(contract, ct);
    }

    public async Task CheckAsync(Contract contract, CancellationToken ct)
    {
        contract.EnsureConsistent();
        var clashes = await contracts.OverlapsAsync(contract, ct);
        if (clashes.Count > 0)
        {
            throw new AppException(HrErrors.ContractOverlap with { Details = new { Contracts = clashes } });
        }
    }
}
