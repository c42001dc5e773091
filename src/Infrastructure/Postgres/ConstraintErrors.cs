using System.Collections.Frozen;
using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>What it means to a caller when a constraint of the schema refuses a write.</summary>
internal static class ConstraintErrors
{
    private static readonly FrozenDictionary<string, AppError> s_byName = new Dictionary<string, AppError>
    {
        ["companies_default_cluster_fkey"] = AppError.Invalid("default_cluster_code", "default_cluster_code is not a known cluster."),
        ["company_members_company_fkey"] = HrErrors.CompanyNotFound,
        ["employees_company_fkey"] = HrErrors.CompanyNotFound,
        ["employees_cluster_fkey"] = HrErrors.UnknownCluster,
        ["employees_permit_type_fkey"] = HrErrors.UnknownPermitType,
        ["employees_family_status_fkey"] = HrErrors.UnknownFamilyStatus,
        ["employees_identifier_key"] = HrErrors.IdentifierTaken,
        ["employees_avs_number_key"] = HrErrors.AvsNumberTaken,
        ["employees_nir_key"] = HrErrors.NirTaken,
        ["contracts_employee_fkey"] = HrErrors.EmployeeNotFound,
        ["contracts_contract_type_fkey"] = HrErrors.UnknownContractType,
        ["contracts_remuneration_type_fkey"] = HrErrors.UnknownRemunerationType,
        ["contracts_reference_key"] = HrErrors.ReferenceTaken,
        ["contracts_no_overlap"] = HrErrors.ContractOverlap,
        ["contracts_fixed_term_needs_end"] = HrErrors.EndDateRequired,
    }.ToFrozenDictionary();

    /// <summary>The names this list knows; a test holds them against the migrated schema.</summary>
    public static IEnumerable<string> Names => s_byName.Keys;

    public static AppError For(PostgresException refused)
    {
        if (refused.ConstraintName is { } name && s_byName.TryGetValue(name, out var error))
        {
            return error;
        }

        return refused.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation
            ? RecordErrors.Conflict
            : new AppError("rule_broken", ErrorKind.Invalid, "The values break a rule of the store.") { Field = refused.ColumnName };
    }
}
