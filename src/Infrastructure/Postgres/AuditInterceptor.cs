using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Pinnokio.Domain.Common;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>Stamps what a save writes, and adds one audit row per entity to the same batch.</summary>
internal sealed class AuditInterceptor(RowShapes shapes, TimeProvider clock) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Prepare(eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Prepare(eventData);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Forget(eventData.Context);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        Forget(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override void SaveChangesFailed(DbContextErrorEventData eventData) => Forget(eventData.Context);

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Context);
        return Task.CompletedTask;
    }

    private void Prepare(DbContextEventData eventData)
    {
        var context = (PinnokioDbContext)eventData.Context!;
        var now = clock.GetUtcNow();
        var changes = context
            .ChangeTracker.Entries()
            .Where(entry => entry is { State: EntityState.Added or EntityState.Modified or EntityState.Deleted, Entity: not AuditEntry })
            .ToList();
        foreach (var entry in changes)
        {
            Stamp(entry, now, context.Caller?.UserId);
            var (_, shape) = shapes.Of(context.Model, entry.Metadata.ClrType);
            context.Add(shape.Describe(entry, now, context.Caller));
        }
    }

    /// <summary>Says when and by whom a new row was made.</summary>
    public static void Stamp(IStamped added, DateTimeOffset now, string? actor)
    {
        added.CreatedAt = now;
        added.UpdatedAt = now;
        added.CreatedBy ??= actor;
    }

    private static void Stamp(EntityEntry entry, DateTimeOffset now, string? actor)
    {
        if (entry.Entity is not IStamped stamped)
        {
            return;
        }

        if (entry.State == EntityState.Added)
        {
            Stamp(stamped, now, actor);
        }
        else if (entry.State == EntityState.Modified)
        {
            entry.Property(nameof(IStamped.UpdatedAt)).CurrentValue = now;
            var version = entry.Property(nameof(IStamped.RowVersion));
            version.CurrentValue = (long)version.OriginalValue! + 1;
        }
    }

    // Written rows are of no further use; a save that failed may be tried again, and will describe itself again.
    private static void Forget(DbContext? context)
    {
        foreach (var entry in context!.ChangeTracker.Entries<AuditEntry>().ToList())
        {
            entry.State = EntityState.Detached;
        }
    }
}
