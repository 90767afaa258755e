namespace Tauric.Engine.Columnar;

/// <summary>The columns of a record batch, in order, with optional key-value metadata.</summary>
public sealed class Schema : IEquatable<Schema>
{
    private readonly Field[] _fields;

    public Schema(IReadOnlyList<Field> fields, IReadOnlyList<KeyValuePair<string, string>>? metadata = null)
    {
        _fields = [.. fields];
        Metadata = metadata ?? [];
    }

    public Schema(params Field[] fields)
        : this(fields, metadata: null)
    {
    }

    public IReadOnlyList<Field> Fields => _fields;

    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; }

    public int Count => _fields.Length;

    public Field this[int index] => _fields[index];

    /// <summary>Index of a column, or −1.</summary>
    public int IndexOf(string name) => Array.FindIndex(_fields, f => f.Name == name);

    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public int Require(string name)
    {
        int index = IndexOf(name);
        return index >= 0 ? index : throw new ArgumentException(
            $"No column '{name}'. Columns: {string.Join(", ", _fields.Select(f => f.Name))}.");
    }

    public bool Equals(Schema? other) => other is not null && _fields.AsSpan().SequenceEqual(other._fields);

    public override bool Equals(object? obj) => Equals(obj as Schema);

    public override int GetHashCode() => HashCode.Combine(typeof(Schema), _fields.Length);

    public override string ToString() =>
        string.Join(", ", _fields.Select(f => $"{f.Name}: {f.Type}{(f.Nullable ? "?" : "")}"));
}
