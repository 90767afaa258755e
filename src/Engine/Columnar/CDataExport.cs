using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tauric.Engine.Columnar;

/// <summary>
/// Arrow C Data Interface: batches and schemas cross to another library by pointer, without a copy.
/// Exported structs keep our buffers until their consumer calls release; children may be moved out and released alone.
/// </summary>
public static unsafe partial class CData
{
    /// <summary>What one exported struct keeps alive: its own block (children, pointers, strings) and its data
    /// buffers.</summary>
    private sealed record Held(NativeBuffer Block, NativeBuffer?[] Buffers);

    /// <summary>A batch as a struct array. <paramref name="target"/> is overwritten; the batch stays the
    /// caller's.</summary>
    /// <remarks>The struct has offset 0 and its children carry theirs, because DuckDB ignores the offset of a
    /// parent.</remarks>
    public static void Export(RecordBatch batch, ArrowArray* target) =>
        Fill(target, batch.Length, nullCount: 0, offset: 0, buffers: [null], batch.Columns, dictionary: null);

    /// <summary>One column. <paramref name="target"/> is overwritten; the column stays the caller's.</summary>
    public static void Export(Column column, ArrowArray* target)
    {
        NativeBuffer?[] buffers = [.. column.Buffers.Select(b => b?.Retain())];
        int offset = column.Offset;
        if (column.Type.Layout is Layout.Struct or Layout.FixedList)
        {
            // Children are windowed with their parent already, so that an offset here would be applied twice.
            if (offset != 0 && buffers[0] is { } validity)
            {
                NativeBuffer rebased = NativeBuffer.Allocate(Bitmap.BytesFor(column.Length));
                Bitmap.CopyTo(validity.Span<byte>(), offset, column.Length, rebased.Writable<byte>());
                validity.Release();
                buffers[0] = rebased;
            }

            offset = 0;
        }

        Fill(target, column.Length, column.NullCount, offset, buffers, column.Children, column.Dictionary);
    }

    private static void Fill(ArrowArray* target, long length, long nullCount, long offset, NativeBuffer?[] buffers,
        IReadOnlyList<Column> children, Column? dictionary)
    {
        int structs = children.Count + (dictionary is null ? 0 : 1);
        NativeBuffer block = NativeBuffer.Allocate(
            ((long)sizeof(ArrowArray) * structs) + (sizeof(void*) * ((long)children.Count + buffers.Length)));
        var below = (ArrowArray*)block.Pointer;
        var childPointers = (ArrowArray**)(below + structs);
        var bufferPointers = (void**)(childPointers + children.Count);
        for (int i = 0; i < buffers.Length; i++) bufferPointers[i] = buffers[i] is { } b ? b.Pointer : null;
        for (int i = 0; i < children.Count; i++) Export(children[i], childPointers[i] = below + i);
        if (dictionary is not null) Export(dictionary, below + children.Count);
        *target = new ArrowArray
        {
            Length = length,
            NullCount = nullCount,
            Offset = offset,
            BufferCount = buffers.Length,
            ChildCount = children.Count,
            Buffers = bufferPointers,
            Children = children.Count == 0 ? null : childPointers,
            Dictionary = dictionary is null ? null : below + children.Count,
            Release = &ReleaseArray,
            PrivateData = Hold(new Held(block, buffers)),
        };
    }

    private static void* Hold(object held) => (void*)GCHandle.ToIntPtr(GCHandle.Alloc(held));

    private static T Kept<T>(void* privateData) where T : class => (T)GCHandle.FromIntPtr((nint)privateData).Target!;

    private static void Drop(void* privateData)
    {
        Held held = Kept<Held>(privateData);
        GCHandle.FromIntPtr((nint)privateData).Free();
        foreach (NativeBuffer? buffer in held.Buffers) buffer?.Release();
        held.Block.Release();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ReleaseArray(ArrowArray* array)
    {
        for (long i = 0; i < array->ChildCount; i++) ReleaseIfHeld(array->Children[i]);
        if (array->Dictionary != null) ReleaseIfHeld(array->Dictionary);
        array->Release = null;
        Drop(array->PrivateData);
    }

    private static void ReleaseIfHeld(ArrowArray* array)
    {
        if (array->Release != null) array->Release(array);
    }
}
