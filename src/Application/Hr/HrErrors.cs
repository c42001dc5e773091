using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr;

/// <summary>The HR module's named failures.</summary>
public static class HrErrors
{
    public static AppError CompanyNotFound { get; } =
        new("company_not_found", ErrorKind.NotFound, "There is no such company.") { Field = "company_id" };

    public static AppError EmployeeNotFound { get; } =
        new("employee_not_found", ErrorKind.NotFound, "The company has no such employee.") { Field = "employee_id" };

    public static AppError ContractNotFound { get; } =
        new("contract_not_found", ErrorKind.NotFound, "The company has no such contract.") { Field = "contract_id" };

    public static AppError MemberNotFound { get; } =
        new("member_not_found", ErrorKind.NotFound, "The user is not a member of the company.") { Field = "user_id" };

    public static AppError LastOwner { get; } =
        new("last_owner", ErrorKind.Conflict, "The company would be left without an owner; make another member one first.")
        {
            Field = "user_id",
        };

    public static AppError IdentifierTaken { get; } =
        new("identifier_taken", ErrorKind.Conflict, "Another employee of the company has this identifier.") { Field = "identifier" };

    public static AppError AvsNumberTaken { get; } =
        new("avs_number_taken", ErrorKind.Conflict, "Another employee of the company has this AVS number.") { Field = "avs_number" };

    public static AppError NirTaken { get; } =
        new("nir_taken", ErrorKind.Conflict, "Another employee of the company has this NIR.") { Field = "nir" };

    public static AppError ReferenceTaken { get; } =
        new("reference_taken", ErrorKind.Conflict, "Another contract of the company has this reference.") { Field = "reference" };

    public static AppError ContractOverlap { get; } =
        new("contract_overlap", ErrorKind.Conflict, "The contract overlaps another one of the employee.") { Field = "start_date" };

    public static AppError UnknownCluster { get; } = AppError.Invalid("cluster_code", "cluster_code is not a known cluster.");

    public static AppError UnknownContractType { get; } =
        AppError.Invalid("contract_type", "contract_type is not a known type of contract.");

    public static AppError UnknownRemunerationType { get; } =
        AppError.Invalid("remuneration_type", "remuneration_type is not a known type of remuneration.");

    public static AppError UnknownPermitType { get; } = AppError.Invalid("permit_type", "permit_type is not a known type of permit.");

    public static AppError UnknownFamilyStatus { get; } = AppError.Invalid("family_status", "family_status is not a known family status.");

    public static AppError EndDateRequired { get; } = AppError.Invalid("end_date", "end_date is required for a fixed-term contract.");

    public static AppError ForeignReport(string field) =>
        new("foreign_report", ErrorKind.Forbidden, $"{field} is not that of the job.") { Field = field };

    public static AppError ForeignMandatePath { get; } = AppError.Invalid("mandate_path", "mandate_path is not that of the company.");

    public static AppError JobNotFound { get; } = new("job_not_found", ErrorKind.NotFound, "There is no such job.") { Field = "job_id" };

    public static AppError JobEnded { get; } =
        new("job_ended", ErrorKind.Conflict, "The job has ended and cannot be cancelled.") { Field = "job_id" };

    public static AppError PayrollNotFound { get; } =
        new("payroll_not_found", ErrorKind.NotFound, "There is no such payroll result.") { Field = "payroll_id" };

    public static AppError NoContractInPeriod { get; } =
        new("no_contract_in_period", ErrorKind.Conflict, "The employee has no contract in this month.") { Field = "employee_id" };

    public static AppError PayrollAlreadyPaid { get; } =
        new("payroll_already_paid", ErrorKind.Conflict, "This month is paid already; force_recalculate makes a correction.")
        {
            Field = "month",
        };

    public static AppError UnknownEmployees { get; } =
        new("employee_not_found", ErrorKind.NotFound, "The company has no such employees.") { Field = "employee_ids" };

    public static AppError EmptyBatch { get; } =
        new("empty_batch", ErrorKind.Conflict, "There is nobody to pay in this month.") { Field = "employee_ids" };
}
