using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;
using Pinnokio.Domain.Hr.Jobs;
using Pinnokio.Domain.Hr.Payroll;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>How entities of one type look in the audit log: column names, which values are JSON already, which only show their mask.</summary>
internal sealed class AuditShape
{
    private const string Hidden = "***";

    private static readonly HashSet<string> Sensitive = ["avs", "avs_number", "nir", "iban"];
    private static readonly HashSet<string> Bookkeeping =
    [
        nameof(IStamped.CreatedAt),
        nameof(IStamped.UpdatedAt),
        nameof(IStamped.CreatedBy),
        nameof(IStamped.RowVersion),
    ];

    private readonly string _entity;
    private readonly IReadOnlyList<IProperty> _key;
    private readonly Column[] _columns;
    private readonly IComplexProperty[] _numbers;

    public AuditShape(IEntityType type)
    {
        _entity = ColumnNames.SnakeCase(type.ClrType.Name);
        _key = type.FindPrimaryKey()!.Properties;
        _columns =
        [
            .. type.GetProperties()
                .Where(property => !Bookkeeping.Contains(property.Name))
                .Select(property => new Column(property, property.GetColumnName(), property.GetColumnType() == ColumnTypes.Json)),
        ];
        _numbers = [.. type.GetComplexProperties().Where(property => property.ClrType == typeof(EncryptedNumber))];
    }

    /// <summary>A new row: every value it has.</summary>
    public AuditEntry Inserted(object row, Guid? companyId, DateTimeOffset now, ICurrentCaller? caller) =>
        Entry("insert", row, companyId, now, caller, before: null, after: Json(row));

    /// <summary>A tracked row: what an update changed, or all that a delete took.</summary>
    public AuditEntry Describe(EntityEntry entry, DateTimeOffset now, ICurrentCaller? caller)
    {
        var companyId = entry.Entity is PayrollLine line
            ? entry.Context.Set<PayrollResult>().Local.FindEntry(line.ResultId)?.Entity.CompanyId
            : CompanyOf(entry.Entity);
        return entry.State switch
        {
            EntityState.Added => Inserted(entry.Entity, companyId, now, caller),
            EntityState.Deleted => Entry("delete", entry.Entity, companyId, now, caller, Json(entry, original: true), after: null),
            _ => Entry("update", entry.Entity, companyId, now, caller, Json(entry, original: true), Json(entry, original: false)),
        };
    }

    /// <summary>The company that a row belongs to, where the row itself says so.</summary>
    public static Guid? CompanyOf(object row) =>
        row switch
        {
            Company company => company.Id,
            CompanyMember member => member.CompanyId,
            Employee employee => employee.CompanyId,
            Contract contract => contract.CompanyId,
            PayrollResult result => result.CompanyId,
            Job job => job.CompanyId,
            RateRow rate => rate.CompanyId,
            _ => null,
        };

    private AuditEntry Entry(
        string action,
        object row,
        Guid? companyId,
        DateTimeOffset now,
        ICurrentCaller? caller,
        string? before,
        string? after
    ) =>
        new()
        {
            At = now,
            Actor = caller?.UserId,
            TraceId = caller?.TraceId,
            Action = action,
            Entity = _entity,
            EntityId = string.Join('/', _key.Select(part => Text(part.GetGetter().GetClrValue(row)))),
            CompanyId = companyId,
            Before = before,
            After = after,
        };

    private string Json(object row)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var column in _columns)
            {
                if (column.Property.GetGetter().GetClrValue(row) is { } value)
                {
                    json.WritePropertyName(column.Name);
                    Write(json, column, value);
                }
            }

            foreach (var number in _numbers)
            {
                if (number.GetGetter().GetClrValue(row) is EncryptedNumber given)
                {
                    json.WriteString(ColumnNames.SnakeCase(number.Name), given.Mask);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // An update shows what it changed; a delete shows every value there was.
    private string Json(EntityEntry entry, bool original)
    {
        var update = entry.State == EntityState.Modified;
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var column in _columns)
            {
                var property = entry.Property(column.Property);
                var value = original ? property.OriginalValue : property.CurrentValue;
                if (update ? property.IsModified : value is not null)
                {
                    json.WritePropertyName(column.Name);
                    Write(json, column, value);
                }
            }

            foreach (var number in _numbers)
            {
                var (before, after) = Masks(entry, number);
                var mask = original ? before : after;
                if (update ? entry.ComplexProperty(number).IsModified : mask is not null)
                {
                    json.WriteString(ColumnNames.SnakeCase(number.Name), mask);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static (string? Before, string? After) Masks(EntityEntry entry, IComplexProperty number)
    {
        var mask = entry.ComplexProperty(number).Property(nameof(EncryptedNumber.Mask));
        return ((string?)mask.OriginalValue, (entry.ComplexProperty(number).CurrentValue as EncryptedNumber)?.Mask);
    }

    private static void Write(Utf8JsonWriter json, Column column, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string when Sensitive.Contains(column.Name):
                json.WriteStringValue(Hidden);
                break;
            case string document when column.IsJson:
                json.WriteRawValue(document);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case decimal amount:
                json.WriteNumberValue(amount);
                break;
            case short or int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case Guid[] ids:
                JsonSerializer.Serialize(json, ids);
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }

    private static string Text(object? value) =>
        value switch
        {
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    private readonly record struct Column(IProperty Property, string Name, bool IsJson);
}
