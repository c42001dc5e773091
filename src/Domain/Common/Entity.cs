namespace Pinnokio.Domain.Common;

/// <summary>A business row with its own key; <c>RowVersion</c> is its optimistic lock.</summary>
public abstract class Entity : IStamped
{
    public Guid Id { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public string? CreatedBy { get; set; }
    public long RowVersion { get; set; } = 1;

    protected void Begin(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
        UpdatedAt = now;
    }
}
