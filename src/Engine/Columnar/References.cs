namespace Tauric.Engine.Columnar;

/// <summary>
/// The references an importer has taken so far. While columns are being assembled they do not own anything; when a
/// check fails, everything taken is released here exactly once, and the half-built columns are simply dropped.
/// </summary>
internal sealed class References
{
    private readonly List<NativeBuffer> _buffers = [];

    public NativeBuffer Add(NativeBuffer buffer)
    {
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>A column that came whole: its buffers, because a window may take its place.</summary>
    public Column Add(Column column)
    {
        foreach (NativeBuffer? buffer in column.Buffers)
            if (buffer is not null) _buffers.Add(buffer);
        foreach (Column child in column.Children) Add(child);
        if (column.Dictionary is { } dictionary) Add(dictionary);
        return column;
    }

    public void ReleaseAll()
    {
        foreach (NativeBuffer buffer in _buffers) buffer.Release();
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
