using Tauric.Engine.Columnar;

namespace Tauric.Engine.Contracts;

/// <summary>
/// Rows to the bytes of one object and back, exactly: <c>Read(Write(rows)) = rows</c>, and the same rows give the
/// same bytes.
/// </summary>
/// <remarks>
/// Objects of some formats may leave out parts that objects of the inputs of their partition have, and say whose they
/// are. Inputs decide what a partition is computed from, so what is left out is a function of them too: the bytes are
/// the same whether it is computed alone, in a batch or after a correction.
/// </remarks>
public interface IFormat
{
    /// <summary>The name datasets use, e.g. <c>jsonl</c>.</summary>
    string Name { get; }

    byte[] Write(RecordBatch rows);

    /// <param name="inputs">Of the objects that the partition reads whole, in the order it reads them.</param>
    byte[] Write(RecordBatch rows, IReadOnlyList<IObjectParts> inputs) => Write(rows);

    /// <summary>What other objects may leave out because this one has it; null for nothing.</summary>
    /// <param name="key">Of the object.</param>
    IObjectParts? PartsOf(ReadOnlyMemory<byte> bytes, string key) => null;

    /// <summary>
    /// The format where it reads what lies in a store: objects may then have parts in others. It remembers what it
    /// met, so it is made once for many reads; any number of threads may use it.
    /// </summary>
    /// <param name="store">Borrowed.</param>
    IFormat Within(IObjectStore store) => this;

    /// <param name="where">Key of the object, for errors.</param>
    /// <exception cref="DataException">The bytes are not rows of this schema.</exception>
    RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where);
}

/// <summary>Parts of an object that others may leave out. Only its format knows what they are.</summary>
public interface IObjectParts
{
    /// <summary>Memory it takes, about.</summary>
    long Bytes { get; }
}
