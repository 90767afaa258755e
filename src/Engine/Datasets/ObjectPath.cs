using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Time;

namespace Tauric.Engine.Datasets;

/// <summary>
/// A dataset's <see cref="Dataset.Path"/>, both ways: the key of the object that a row belongs to, and what a key says
/// of its rows. Dates are yyyy-MM-dd, timestamps at midnight too, integers digits, text itself; only text at the very
/// end of a path may hold <c>/</c>. Two rows with different values never share a key.
/// </summary>
public sealed class ObjectPath
{
    private readonly Dataset _dataset;
    private readonly string[] _names;      // Placeholders in order.
    private readonly string[] _literals;   // Around them: one more.

    /// <exception cref="PlanException">The path names a column that is not there, or cannot be read back.</exception>
    public ObjectPath(Dataset dataset)
    {
        _dataset = dataset;
        string[] pieces = dataset.Path.Split('{', '}');
        _literals = [.. pieces.Where((_, i) => i % 2 == 0)];
        _names = [.. pieces.Where((_, i) => i % 2 == 1)];
        if (pieces.Length % 2 == 0) throw Wrong("its braces do not match");
        for (int i = 0; i < _names.Length; i++)
        {
            if (i > 0 && _literals[i].Length == 0)
                throw Wrong($"nothing divides '{{{_names[i - 1]}}}' from '{{{_names[i]}}}'");
            if (PartOf(_names[i]) is null && dataset.Schema.IndexOf(_names[i]) < 0)
                throw Wrong($"there is no column '{_names[i]}'");
        }
    }

    /// <summary>Key of the object that a row is written to.</summary>
    /// <exception cref="DataException">A value would make a key that is not safe or that cannot be read
    /// back.</exception>
    public string Render(string partitionKey, RecordBatch rows, int row)
    {
        string[] parts = partitionKey.Split('/');
        string key = _literals[0];
        for (int i = 0; i < _names.Length; i++)
        {
            string value = PartOf(_names[i]) is { } part
                ? PartText(parts, part) : ColumnText(rows[_names[i]], row, _names[i]);
            Check(value, i);
            key += value + _literals[i + 1];
        }

        return ObjectKey.IsSafe(key) ? key : throw new DataException(
            $"Partition '{partitionKey}' of {_dataset}, row {row}: '{key}' is no safe object key.");
    }

    /// <summary>Texts of the placeholders by name (<c>0</c>, <c>date</c>), or null when the key is not of this
    /// dataset.</summary>
    public IReadOnlyDictionary<string, string>? Parse(string key)
    {
        if (!key.StartsWith(_literals[0], StringComparison.Ordinal)) return null;
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        int at = _literals[0].Length;
        for (int i = 0; i < _names.Length; i++)
        {
            int end = IsTail(i) ? key.Length
                : IsLast(i) ? key.Length - _literals[i + 1].Length
                : key.IndexOf(_literals[i + 1], at, StringComparison.Ordinal);
            if (end <= at || !key.AsSpan(end).StartsWith(_literals[i + 1], StringComparison.Ordinal)) return null;
            string value = key[at..end];
            if (!IsTail(i) && value.Contains('/')) return null;
            if (!values.TryAdd(_names[i], value) && values[_names[i]] != value) return null;
            at = end + _literals[i + 1].Length;
        }

        return at == key.Length ? values : null;
    }

    private bool IsLast(int placeholder) => placeholder == _names.Length - 1;

    private bool IsTail(int placeholder) => IsLast(placeholder) && _literals[^1].Length == 0;

    private void Check(string value, int placeholder)
    {
        bool readable = value.Length > 0
            && (IsTail(placeholder) || !value.Contains('/'))
            && (IsLast(placeholder) || !(value + _literals[placeholder + 1])[..^1].Contains(_literals[placeholder + 1],
                StringComparison.Ordinal));
        if (!readable) throw new DataException(
            $"'{value}' cannot stand for '{{{_names[placeholder]}}}' in '{_dataset.Path}' of {_dataset}: "
            + "it could not be read back.");
    }

    private string PartText(string[] parts, int part) => part < parts.Length
        ? parts[part]
        : throw new PlanException(
            $"The path '{_dataset.Path}' of {_dataset} wants part {part} of the key '{string.Join('/', parts)}'.");

    private string ColumnText(Column column, int row, string name)
    {
        if (column.IsNull(row))
            throw new DataException($"Row {row} of {_dataset}: '{name}' is null, and it is part of the path.");
        return column.Type switch
        {
            BytesType { IsText: true } or DictionaryType => column.Text(row)!,
            DateType => DateText(UtcMicros.FromDate32(column.Values<int>()[row])),
            TimestampType when column.Values<long>()[row] % UtcMicros.PerDay == 0 =>
                DateText(DateOnly.FromDateTime(UtcMicros.ToDateTime(column.Values<long>()[row]).UtcDateTime)),
            IntegerType { Width: 8, Signed: true } => column.Values<long>()[row].ToString(CultureInfo.InvariantCulture),
            IntegerType { Width: 4, Signed: true } => column.Values<int>()[row].ToString(CultureInfo.InvariantCulture),
            IntegerType { Width: 2, Signed: true } =>
                column.Values<short>()[row].ToString(CultureInfo.InvariantCulture),
            IntegerType { Width: 1, Signed: true } =>
                column.Values<sbyte>()[row].ToString(CultureInfo.InvariantCulture),
            IntegerType { Width: 8 } => column.Values<ulong>()[row].ToString(CultureInfo.InvariantCulture),
            IntegerType { Width: 4 } => column.Values<uint>()[row].ToString(CultureInfo.InvariantCulture),
            IntegerType { Width: 2 } => column.Values<ushort>()[row].ToString(CultureInfo.InvariantCulture),
            IntegerType => column.Values<byte>()[row].ToString(CultureInfo.InvariantCulture),
            TimestampType => throw new DataException(
                $"Row {row} of {_dataset}: '{name}' is not midnight UTC, and a path holds only its date."),
            _ => throw new PlanException($"The path '{_dataset.Path}' of {_dataset} cannot hold {column.Type}."),
        };
    }

    private static string DateText(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int? PartOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int part) ? part : null;

    private PlanException Wrong(string what) => new($"The path '{_dataset.Path}' of {_dataset} does not work: {what}.");
}
