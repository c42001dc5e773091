using System.Text.Json;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Contracts;

/// <summary>A contract with all columns.</summary>
public sealed record ContractView
{
    public Guid Id { get; init; }
    public Guid CompanyId { get; init; }
    public Guid EmployeeId { get; init; }
    public required string ContractType { get; init; }
    public DateOnly StartDate { get; init; }
    public DateOnly? EndDate { get; init; }
    public decimal? BaseSalary { get; init; }
    public required string Currency { get; init; }
    public decimal WorkRate { get; init; }
    public decimal WeeklyHours { get; init; }
    public JsonElement? Provisions { get; init; }
    public bool IsActive { get; init; }
    public string? Reference { get; init; }
    public required string ConcurrencyGroup { get; init; }
    public DateOnly? TrialEndDate { get; init; }
    public required string RemunerationType { get; init; }
    public decimal? HourlyRate { get; init; }
    public decimal? CachetRate { get; init; }
    public decimal? DailyRate { get; init; }
    public required string Thirteenth { get; init; }
    public decimal? VacationWeeks { get; init; }
    public string? Idcc { get; init; }
    public string? JobCode { get; init; }
    public string? JobTitle { get; init; }
    public string? CostCenter { get; init; }
    public string? UseCaseFr { get; init; }
    public required string State { get; init; }
    public DateTimeOffset? SignedAt { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }
    public string? CancelReason { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public string? CreatedBy { get; init; }
    public long RowVersion { get; init; }

    public static ContractView From(Contract contract) =>
        new()
        {
            Id = contract.Id,
            CompanyId = contract.CompanyId,
            EmployeeId = contract.EmployeeId,
            ContractType = contract.ContractType,
            StartDate = contract.StartDate,
            EndDate = contract.EndDate,
            BaseSalary = contract.BaseSalary,
            Currency = contract.Currency,
            WorkRate = contract.WorkRate,
            WeeklyHours = contract.WeeklyHours,
            Provisions = WireJson.Parse(contract.Provisions),
            IsActive = contract.IsActive,
            Reference = contract.Reference,
            ConcurrencyGroup = contract.ConcurrencyGroup,
            TrialEndDate = contract.TrialEndDate,
            RemunerationType = contract.RemunerationType,
            HourlyRate = contract.HourlyRate,
            CachetRate = contract.CachetRate,
            DailyRate = contract.DailyRate,
            Thirteenth = contract.Thirteenth,
            VacationWeeks = contract.VacationWeeks,
            Idcc = contract.Idcc,
            JobCode = contract.JobCode,
            JobTitle = contract.JobTitle,
            CostCenter = contract.CostCenter,
            UseCaseFr = contract.UseCaseFr,
            State = contract.State,
            SignedAt = contract.SignedAt,
            CancelledAt = contract.CancelledAt,
            CancelReason = contract.CancelReason,
            CreatedAt = contract.CreatedAt,
            UpdatedAt = contract.UpdatedAt,
            CreatedBy = contract.CreatedBy,
            RowVersion = contract.RowVersion,
        };
}
