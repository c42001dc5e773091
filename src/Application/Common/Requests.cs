using MediatR;

namespace Pinnokio.Application.Common;

/// <summary>A request that changes something; runs in one unit of work.</summary>
public interface ICommand<out TResponse> : IRequest<TResponse>;

/// <summary>A request that only reads.</summary>
public interface IQuery<out TResponse> : IRequest<TResponse>;

/// <summary>A request on the data of one company: the caller's access to it is checked before anything else.</summary>
public interface ICompanyScoped
{
    /// <summary>The company, by the id that <c>HR.get_company_id</c> tells.</summary>
    Guid CompanyId { get; }
}

/// <summary>A request on the company behind a mandate path, which may not exist yet.</summary>
public interface IMandateScoped
{
    /// <summary>Where the company's mandate stands in Firestore.</summary>
    string MandatePath { get; }
}

/// <summary>A request on one record, whose company decides who may: a job, a payroll result.</summary>
public interface IRecordScoped
{
    OwnedRecord Record { get; }
}

/// <summary>A record by its kind and id.</summary>
public readonly record struct OwnedRecord(RecordKind Kind, string Id);

/// <summary>The records that requests name without their company.</summary>
public enum RecordKind
{
    Job,
    PayrollResult,
}

/// <summary>A request that names the user it is made for; taken from the envelope's <c>user_id</c> when the argument is absent.</summary>
public interface IUserScoped
{
    /// <summary>The user for whom the call is made; the envelope's <c>user_id</c> when absent.</summary>
    string? FirebaseUserId { get; }
}

/// <summary>A request of which an argument may ask for more than its permission covers.</summary>
public interface IAsksForMore
{
    /// <summary>What this very call asks for; null when it does not.</summary>
    FurtherPermission? More { get; }
}

/// <summary>A permission, and the argument that needs it.</summary>
public sealed record FurtherPermission(string Permission, string Argument);

/// <summary>A request whose outcome is told to a user that it names, who must be allowed to make it as well.</summary>
public interface IReportsToUser
{
    string UserId { get; }
}

/// <summary>A request on what belongs to users and not to a company: with <c>HR_COMPANY_ACCESS=members</c> a user may call it only for themselves.</summary>
public interface IUserOwned
{
    /// <summary>Whose it is; null when it is not one user's alone, and then no user may call it.</summary>
    string? Owner { get; }
}

/// <summary>A command that creates or has an effect: a repeated call with the same key is answered with the first one's result.</summary>
public interface IIdempotent;

/// <summary>A command whose effect is not in the relational store: it runs without a transaction, and whether that store is up or not.</summary>
public interface IOutsideStore;

/// <summary>A command that changes one record: its changed fields come as keywords, or together in one object <c>fields</c>.</summary>
public interface IPartialUpdate;

/// <summary>A query whose answer may come from the shared cache. The response is an <see cref="ICachedAnswer{TSelf}"/>.</summary>
public interface ICacheable
{
    /// <summary>Where the payload is kept; null when this very call is not cached (no user, or a filter that the shared key does not hold).</summary>
    CacheSpec? Cache { get; }

    /// <summary>Loads anew and replaces the entry.</summary>
    bool ForceRefresh { get; }
}

/// <summary>A command after which cached entries under these tags are no longer current.</summary>
public interface IInvalidates
{
    IReadOnlyList<CacheTag> Invalidates { get; }
}
