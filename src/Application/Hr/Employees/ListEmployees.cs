using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>Employees of one company, by last then first name; without a limit, all of them.</summary>
[RpcMethod("HR.list_employees"), RequiresPermission(Permissions.HrRead)]
public sealed record ListEmployees(Guid CompanyId) : IQuery<EmployeeList>, ICompanyScoped, IUserScoped, ICacheable
{
    /// <summary>Part of a first name, last name or identifier, in any case.</summary>
    public string? Search { get; init; }

    public string? ClusterCode { get; init; }

    /// <summary>Only those employed on this day.</summary>
    public DateOnly? ActiveOn { get; init; }

    /// <summary>Also those who were deleted.</summary>
    public bool IncludeInactive { get; init; }

    public int? Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    public string? Cursor { get; init; }

    public string? FirebaseUserId { get; init; }

    public bool ForceRefresh { get; init; }

    CacheSpec? ICacheable.Cache => FirebaseUserId is { Length: > 0 } user && IsWholeList ? HrCache.EmployeesOf(user, CompanyId) : null;

    private bool IsWholeList =>
        Search is null && ClusterCode is null && ActiveOn is null && !IncludeInactive && Limit is null && Cursor is null;
}

/// <summary>A page of employees; <c>next_cursor</c> is null on the last one.</summary>
public sealed record EmployeeList(Payload<IReadOnlyList<EmployeeRow>> Employees, DataSource Source, string? NextCursor)
    : ICachedAnswer<EmployeeList>
{
    Payload ICachedAnswer<EmployeeList>.Payload => Employees;

    static EmployeeList ICachedAnswer<EmployeeList>.FromCache(ReadOnlyMemory<byte> json) => new(new(json), DataSource.Cache, null);
}

internal sealed class ListEmployeesValidator : AbstractValidator<ListEmployees>
{
    public ListEmployeesValidator()
    {
        RuleFor(q => q.CompanyId).NotEmpty();
        RuleFor(q => q.Search).Length(1, Employee.NameMaxLength);
        RuleFor(q => q.ClusterCode).Length(1, ClusterCode.MaxLength);
        RuleFor(q => q.ActiveOn).BusinessDay();
        RuleFor(q => q.Limit).InclusiveBetween(1, 1_000);
        RuleFor(q => q.Cursor)
            .Must(c => c is null || EmployeeCursor.TryRead(c) is not null)
            .WithMessage("cursor is not one of this method's.");
        RuleFor(q => q.FirebaseUserId).UserId();
    }
}

internal sealed class ListEmployeesHandler(IEmployeeReader employees) : IRequestHandler<ListEmployees, EmployeeList>
{
    public async Task<EmployeeList> Handle(ListEmployees query, CancellationToken ct)
    {
        var after = query.Cursor is null ? null : EmployeeCursor.TryRead(query.Cursor);
        // One row more than asked for tells whether another page follows.
        var filter = new EmployeeFilter(
            query.CompanyId,
            query.Search is { } search ? Nfc.Of(search) : null, // as names are stored
            query.ClusterCode,
            query.ActiveOn,
            query.IncludeInactive,
            query.Limit + 1,
            after
        );
        var rows = await employees.ListAsync(filter, ct);
        if (query.Limit is not { } limit || rows.Count <= limit)
        {
            return new EmployeeList(Payload.Of(rows), DataSource.Database, null);
        }

        IReadOnlyList<EmployeeRow> page = [.. rows.Take(limit)];
        var last = page[^1];
        var next = EmployeeCursor.Write(new EmployeePosition(last.LastName, last.FirstName, last.Id));
        return new EmployeeList(Payload.Of(page), DataSource.Database, next);
    }
}

/// <summary>The page position as callers carry it: opaque to them.</summary>
internal static class EmployeeCursor
{
    public static string Write(EmployeePosition position) => System.Buffers.Text.Base64Url.EncodeToString(WireJson.Serialize(position));

    public static EmployeePosition? TryRead(string cursor)
    {
        try
        {
            var position = WireJson.Deserialize<EmployeePosition>(System.Buffers.Text.Base64Url.DecodeFromChars(cursor));
            return IsName(position.LastName) && IsName(position.FirstName) ? position : null;
        }
        catch (Exception fault) when (fault is FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    // A forged one may lack the names, or hold what the store cannot compare with.
    private static bool IsName(string? text) => text is not null && PlainText.IsPlain(text);
}
