using Tauric.Engine.Columnar;

namespace Tauric.Engine.Contracts;

/// <summary>
/// Rows to the bytes of one object and back, exactly: <c>Read(Write(rows)) = rows</c>, and the same rows give the
/// same bytes.
/// </summary>
public interface IFormat
{
    /// <summary>The name datasets use, e.g. <c>jsonl</c>.</summary>
    string Name { get; }

    byte[] Write(RecordBatch rows);

    /// <param name="where">Key of the object, for errors.</param>
    /// <exception cref="DataException">The bytes are not rows of this schema.</exception>
    RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where);
}
