namespace Pinnokio.Domain.Common;

/// <summary>What every business row carries beside its own columns: when, by whom, and which version.</summary>
public interface IStamped
{
    DateTimeOffset CreatedAt { get; set; }
    DateTimeOffset UpdatedAt { get; set; }
    string? CreatedBy { get; set; }
    long RowVersion { get; set; }
}
