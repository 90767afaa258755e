namespace Tauric.Engine.Columnar;

/// <summary>The columns of a record batch, in order, with optional key-value metadata.</summary>
public sealed class Schema : IEquatable<Schema>
{
    private readonly Field[] _fields;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public Schema(IReadOnlyList<Field> fields, IReadOnlyList<KeyValuePair<string, string>>? metadata = null)
    {
        _fields = [.. fields];
        for (int i = 0; i < _fields.Length; i++) _places.TryAdd(_fields[i].Name, i);
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

    /// <summary>Index of a column, or −1; the first where a name is there twice.</summary>
    public int IndexOf(string name) => _places.GetValueOrDefault(name, -1);

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
