using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Pinnokio.Infrastructure.Postgres;

/// <summary>How rows of one type are inserted: the columns that have a value, the others left to their default.</summary>
internal sealed class InsertShape
{
    private readonly string _table;
    private readonly Column[] _columns;

    // One text per set of columns, so that the server prepares it once.
    private readonly ConcurrentDictionary<UInt128, string> _texts = new();

    public InsertShape(IEntityType type)
    {
        _table = $"{type.GetSchema()}.{type.GetTableName()}";
        _columns =
        [
            .. type.GetProperties().Select(property => new Column(property, null)),
            .. type.GetComplexProperties()
                .SelectMany(nested => nested.ComplexType.GetProperties().Select(property => new Column(property, nested))),
        ];
        if (_columns.Length > 128)
        {
            throw new InvalidOperationException($"{_table} has more than 128 columns.");
        }
    }

    public NpgsqlBatchCommand Command(object row)
    {
        var command = new NpgsqlBatchCommand();
        var given = UInt128.Zero;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Parameter(row) is { } parameter)
            {
                given |= UInt128.One << i;
                command.Parameters.Add(parameter);
            }
        }

        command.CommandText = _texts.TryGetValue(given, out var text) ? text : _texts.GetOrAdd(given, Text);
        return command;
    }

    private string Text(UInt128 given)
    {
        var columns = _columns.Where((_, i) => (given & (UInt128.One << i)) != 0).Select(column => column.Name).ToArray();
        var places = Enumerable.Range(1, columns.Length).Select(n => string.Create(CultureInfo.InvariantCulture, $"${n}"));
        return new StringBuilder("INSERT INTO ")
            .Append(_table)
            .Append(" (")
            .AppendJoin(", ", columns)
            .Append(") VALUES (")
            .AppendJoin(", ", places)
            .Append(')')
            .ToString();
    }

    private sealed class Column
    {
        private readonly IClrPropertyGetter? _holder;
        private readonly IClrPropertyGetter _value;
        private readonly Func<object?, object?>? _convert;
        private readonly NpgsqlDbType _type;

        public Column(IProperty property, IComplexProperty? holder)
        {
            Name = property.GetColumnName();
            _holder = holder?.GetGetter();
            _value = property.GetGetter();
            var mapping = property.GetRelationalTypeMapping();
            _convert = mapping.Converter?.ConvertToProvider;
            using var sample = new NpgsqlCommand();
            _type = ((NpgsqlParameter)mapping.CreateParameter(sample, "sample", null, nullable: true)).NpgsqlDbType;
        }

        public string Name { get; }

        /// <summary>Null where the row has no value.</summary>
        public NpgsqlParameter? Parameter(object row)
        {
            var holder = _holder is null ? row : _holder.GetClrValue(row);
            var value = holder is null ? null : _value.GetClrValue(holder);
            return value is null ? null : new NpgsqlParameter { Value = _convert is null ? value : _convert(value), NpgsqlDbType = _type };
        }
    }
}
