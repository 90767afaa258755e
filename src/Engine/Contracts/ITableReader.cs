namespace Tauric.Engine.Contracts;

/// <summary>Reads tables that others wrote in a format of columns, whatever their columns are.</summary>
public interface ITableReader
{
    /// <summary>
    /// The CSV such a table would have been exported to: a header, a row a line, values as SQL casts them to text,
    /// nothing between commas for null.
    /// </summary>
    /// <param name="bytesMax">Of text in it; a small file of columns can hold a lot.</param>
    /// <param name="where">Key of the object, for errors.</param>
    /// <exception cref="DataException">The bytes are no table, no column is plain, or there is too much.</exception>
    byte[] AsCsv(ReadOnlyMemory<byte> bytes, long bytesMax, string where);
}
