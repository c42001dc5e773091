using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Application.Hr.Payroll;

/// <summary>
/// Moves a payroll result on: draft to validated to paid, or from draft or validated to cancelled. The status it has already changes nothing, except that
/// a payment reference may come late: one that is there stays.
/// </summary>
[RpcMethod("HR.set_payroll_status"), RequiresPermission(Permissions.PayrollWrite)]
public sealed record SetPayrollStatus(Guid PayrollId, string Status, string? PaymentRef = null)
    : ICommand<ChangedPayroll>,
        IRecordScoped,
        IUserScoped
{
    /// <summary>The <c>row_version</c> that the caller read; another one is refused as a conflict.</summary>
    public long? ExpectedVersion { get; init; }
    public string? FirebaseUserId { get; init; }

    OwnedRecord IRecordScoped.Record => new(RecordKind.PayrollResult, PayrollId.ToString());
}

public sealed record ChangedPayroll(bool Success, PayrollRow Payroll);

internal sealed class SetPayrollStatusValidator : AbstractValidator<SetPayrollStatus>
{
    private const int PaymentRefMaxLength = 100;

    public SetPayrollStatusValidator()
    {
        RuleFor(c => c.PayrollId).NotEmpty();
        RuleFor(c => c.Status)
            .Must(status => PayrollStatus.All.Contains(status))
            .WithMessage($"{{PropertyName}} must be one of {string.Join(", ", PayrollStatus.All)}.");
        RuleFor(c => c.PaymentRef)
            .Must(text => text is null || (text.Length is > 0 and <= PaymentRefMaxLength && PlainText.IsPlain(text)))
            .WithMessage($"{{PropertyName}} must be a line of at most {PaymentRefMaxLength} characters.");
        RuleFor(c => c.PaymentRef)
            .Null()
            .When(c => c.Status != PayrollStatus.Paid)
            .WithMessage("{PropertyName} goes with the status paid.");
        RuleFor(c => c.ExpectedVersion).GreaterThan(0);
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal sealed class SetPayrollStatusHandler(IPayrollStore payroll, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<SetPayrollStatus, ChangedPayroll>
{
    public async Task<ChangedPayroll> Handle(SetPayrollStatus command, CancellationToken ct)
    {
        var result = await payroll.FindAsync(command.PayrollId, ct) ?? throw new AppException(HrErrors.PayrollNotFound);
        result.EnsureVersion(command.ExpectedVersion);
        if (PayrollStatus.Today(result.Status) == command.Status)
        {
            result.PaymentRef ??= command.PaymentRef;
        }
        else if (PayrollStatus.Allows(result.Status, command.Status))
        {
            result.MoveTo(command.Status, command.FirebaseUserId, clock.GetUtcNow());
            result.PaymentRef = command.PaymentRef ?? result.PaymentRef;
        }
        else
        {
            throw new AppException(PayrollErrors.CannotMove(result.Status, command.Status));
        }

        await unitOfWork.SaveAsync(ct); // so that the answer shows the new version
        return new ChangedPayroll(true, PayrollRow.From(result));
    }
}
