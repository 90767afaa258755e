using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Time;

namespace Tauric.Engine.Datasets;

/// <summary>
/// A dataset's <see cref="Dataset.Path"/> at work: the key of the object that a row belongs to. Dates are yyyy-MM-dd,
/// timestamps at midnight too, integers digits, text itself; no value holds <c>/</c>, so none leaves its folder.
/// <c>{sha256}</c> is the hash of the object's bytes, 16 digits of it: an object that never changes.
/// </summary>
public sealed class ObjectPath
{
    private const string Hash = "sha256";
    private const string Placeholder = $"{{{Hash}}}";
    private const int HashDigits = 16;

    private readonly Dataset _dataset;
    private readonly string[] _names;      // Placeholders in order.
    private readonly string[] _literals;   // Around them: one more.

    /// <exception cref="PlanException">It names a column that is not there, or its braces do not match.</exception>
    public ObjectPath(Dataset dataset)
    {
        _dataset = dataset;
        string[] pieces = dataset.Path.Split('{', '}');
        _literals = [.. pieces.Where((_, i) => i % 2 == 0)];
        _names = [.. pieces.Where((_, i) => i % 2 == 1)];
        IsOne = _names.All(name => name == Hash || PartOf(name) is not null);
        if (pieces.Length % 2 == 0) throw Wrong("its braces do not match");
        foreach (string name in _names)
        {
            if (name != Hash && PartOf(name) is null && dataset.Schema.IndexOf(name) < 0)
                throw Wrong($"there is no column '{name}'");
        }
    }

    /// <summary>Whether all rows of a partition are one object's: no column is part of the path.</summary>
    public bool IsOne { get; }

    /// <summary>The key of an object whose bytes are known.</summary>
    /// <param name="key">As <see cref="Render"/> gives it.</param>
    public static string Named(string key, Hash256 bytes) => key.Contains(Placeholder, StringComparison.Ordinal)
        ? key.Replace(Placeholder, bytes.ToString()[..HashDigits], StringComparison.Ordinal) : key;

    /// <summary>Key of the object that a row is written to, but for the hash of its bytes.</summary>
    /// <exception cref="DataException">A value would make a key that is not safe.</exception>
    public string Render(string partitionKey, RecordBatch rows, int row)
    {
        string[] parts = partitionKey.Split('/');
        string key = _literals[0];
        for (int i = 0; i < _names.Length; i++)
        {
            string value = _names[i] == Hash ? Placeholder
                : PartOf(_names[i]) is { } part ? PartText(parts, part)
                : ColumnText(rows[_names[i]], row, _names[i]);
            Check(value, _names[i]);
            key += value + _literals[i + 1];
        }

        return ObjectKey.IsSafe(key) ? key : throw new DataException(
            $"Partition '{partitionKey}' of {_dataset}, row {row}: '{key}' is no safe object key.");
    }

    private void Check(string value, string name)
    {
        if (value.Length == 0 || value.Contains('/'))
            throw new DataException($"'{value}' cannot stand for '{{{name}}}' in '{_dataset.Path}' of {_dataset}: "
                + "it must be part of one folder's or file's name.");
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
