using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>Has the payslip of a payroll result made. Where there is one already the answer holds a link to it, which expires.</summary>
[RpcMethod("HR.submit_pdf_generate"), RequiresPermission(Permissions.PayrollWrite)]
public sealed record SubmitPdfGenerate(string UserId, Guid PayrollId)
    : JobOrder(UserId),
        ICommand<SubmittedJob>,
        IRecordScoped,
        IIdempotent,
        IFollowedUp
{
    OwnedRecord IRecordScoped.Record => new(RecordKind.PayrollResult, PayrollId.ToString());
}

internal sealed class SubmitPdfGenerateValidator : JobOrderValidator<SubmitPdfGenerate>
{
    public SubmitPdfGenerateValidator() => RuleFor(c => c.PayrollId).NotEmpty();
}

internal sealed class SubmitPdfGenerateHandler(ICompanyMembership records, JobWriter jobs)
    : IRequestHandler<SubmitPdfGenerate, SubmittedJob>
{
    public async Task<SubmittedJob> Handle(SubmitPdfGenerate command, CancellationToken ct)
    {
        var company =
            await records.FindCompanyAsync(((IRecordScoped)command).Record, ct) ?? throw new AppException(HrErrors.PayrollNotFound);
        return await jobs.AddAsync(JobTypes.PdfGenerate, company, command, new PdfParameters(command.PayrollId), JobEstimate.One, ct);
    }
}
