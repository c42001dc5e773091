using System.Text.Json;
using FluentValidation;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Jobs;

/// <summary>What every submission of a job holds beside the work itself.</summary>
public abstract record JobOrder(string UserId) : IUserScoped, IReportsToUser
{
    /// <summary>The session that asks, handed to the jobber and back.</summary>
    public string? SessionId { get; init; }

    /// <summary>Where the company's mandate stands in Firestore; a batch tells its progress there.</summary>
    public string? MandatePath { get; init; }

    public string? FirebaseUserId { get; init; }
}

/// <summary>What the month brings beside the contract.</summary>
public abstract record PayrollJobOrder(string UserId, Guid CompanyId) : JobOrder(UserId), ICompanyScoped
{
    /// <summary>What the month brings beside the contract, such as hours, cachets or a bonus: an object, at most 64 KiB.</summary>
    public JsonElement? Variables { get; init; }

    /// <summary>Calculates anew where the month is paid already, as a correction.</summary>
    public bool ForceRecalculate { get; init; }
}

internal abstract class JobOrderValidator<T> : AbstractValidator<T>
    where T : JobOrder
{
    protected JobOrderValidator()
    {
        RuleFor(c => c.UserId).UserId();
        RuleFor(c => c.SessionId).SessionId();
        RuleFor(c => c.MandatePath)
            .Must(path => path is null || MandatePath.IsValid(path))
            .WithMessage("mandate_path is not a valid mandate path.");
        RuleFor(c => c.FirebaseUserId).UserId();
    }
}

internal abstract class PayrollJobOrderValidator<T> : JobOrderValidator<T>
    where T : PayrollJobOrder
{
    private const int VariablesMaxLength = 65_536;

    protected PayrollJobOrderValidator()
    {
        RuleFor(c => c.CompanyId).NotEmpty();
        RuleFor(c => c.Variables)
            .Must(given => given is not { } variables || IsSmallObject(variables))
            .WithMessage("variables must be an object of at most 64 KiB.");
    }

    private static bool IsSmallObject(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.GetRawText().Length <= VariablesMaxLength;
}
