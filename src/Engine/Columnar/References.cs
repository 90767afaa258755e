namespace Tauric.Engine.Columnar;

/// <summary>
/// The references an importer has taken so far. While columns are being assembled they do not own anything; when a check
/// fails, everything taken is released here exactly once, and the half-built columns are simply dropped.
/// </summary>
internal sealed class References
{
    private readonly List<NativeBuffer> _buffers = [];
    private readonly List<Column> _columns = [];

    public NativeBuffer Add(NativeBuffer buffer)
    {
        _buffers.Add(buffer);
        return buffer;
    }

    public Column Add(Column column)
    {
        _columns.Add(column);
        return column;
    }

    public void ReleaseAll()
    {
        foreach (NativeBuffer buffer in _buffers) buffer.Release();
        foreach (Column column in _columns) column.Dispose();
    }

    /// <summary>A window over <paramref name="whole"/>, which it replaces.</summary>
    public static Column Window(Column whole, int start, int length)
    {
        if (start == 0 && length == whole.Length) return whole;
        Column window = whole.Slice(start, length);
        whole.Dispose();
        return window;
    }
}
