namespace Tauric.Engine.Columnar;

/// <summary>Import: the columns point into the producer's memory, which is released when the last of them
/// goes.</summary>
public static unsafe partial class CData
{
    /// <summary>An array moved here. References: one of the importer while it works, one of every buffer over
    /// it.</summary>
    private sealed class Imported(ArrowArray array) : IForeignMemory
    {
        private ArrowArray _array = array;
        private int _references = 1;

        public void Retain() => Interlocked.Increment(ref _references);

        public void Release()
        {
            if (Interlocked.Decrement(ref _references) > 0) return;
            fixed (ArrowArray* array = &_array) array->Release(array);
        }
    }

    /// <summary>
    /// Moves a struct array here as a batch: <paramref name="source"/> is marked released at once, and its producer's
    /// release is called exactly once, at the latest when the last column over it is disposed, whatever happens.
    /// </summary>
    /// <param name="checkUtf8">Off only for a producer known to write valid text.</param>
    /// <exception cref="DataException">The array does not fit the schema or is malformed; the message names the
    /// column.</exception>
    /// <remarks>The interface carries no buffer sizes: that the pointers reach as far as the lengths say is on
    /// trust.</remarks>
    public static RecordBatch ImportBatch(ArrowArray* source, Schema schema, bool checkUtf8 = true)
    {
        if (source->Release == null) throw new DataException("The Arrow array was released before it was imported.");
        var owner = new Imported(*source);
        source->Release = null;
        var references = new References();
        try
        {
            Column rows = Read(source, new StructType(schema.Fields), owner, references, "batch");
            if (rows.NullCount > 0) throw new DataException(
                $"{rows.NullCount} rows of the Arrow batch are null as a whole.");
            for (int i = 0; i < schema.Count; i++)
            {
                ColumnCheck.Require(rows.Children[i], schema[i].Name, checkUtf8);
                ColumnCheck.RequireNullability(schema[i], rows.Children[i]);
            }

            var batch = new RecordBatch(schema, rows.Length, [.. rows.Children.Select(c => c.Retain())]);
            rows.Dispose();
            return batch;
        }
        catch
        {
            references.ReleaseAll();
            throw;
        }
        finally
        {
            owner.Release();
        }
    }

    private static Column Read(ArrowArray* array, ArrowType type, Imported owner, References references, string path)
    {
        RequireShape(array, type, path);
        int offset = (int)array->Offset, length = (int)array->Length;
        var children = new Column[type.Fields.Count];
        for (int i = 0; i < children.Length; i++)
        {
            string childPath = path == "batch" ? type.Fields[i].Name : $"{path}.{type.Fields[i].Name}";
            Column child = Read(array->Children[i], type.Fields[i].Type, owner, references, childPath);
            int rows = type switch { StructType => 1, FixedListType f => f.Size, _ => 0 };
            if (((long)offset + length) * rows > child.Length)
                throw ColumnCheck.Fault(childPath,
                    $"{child.Length} rows are too few for its parent's {offset} + {length}");
            children[i] = rows == 0 && type is ListType ? child
                : References.Window(child, offset * rows, length * rows);
        }

        Column? dictionary = type is DictionaryType d
            ? Read(array->Dictionary, d.Value, owner, references, path + " dictionary")
            : null;
        return new Column(type, length, ReadBuffers(array, type, owner, references, path), children, dictionary,
            offset);
    }

    private static void RequireShape(ArrowArray* array, ArrowType type, string path)
    {
        if (array == null) throw ColumnCheck.Fault(path, "its array is a null pointer");
        if (array->Length < 0 || array->Offset < 0 || array->Length > int.MaxValue - 1 - array->Offset)
            throw ColumnCheck.Fault(path, $"length {array->Length} at offset {array->Offset} is out of range");
        if (array->NullCount < -1 || array->NullCount > array->Length)
            throw ColumnCheck.Fault(path, $"null count {array->NullCount} of {array->Length} rows");
        long buffers = type.Layout switch { Layout.Struct or Layout.FixedList => 1, Layout.Variable => 3, _ => 2 };
        if (array->BufferCount != buffers || array->Buffers == null)
            throw ColumnCheck.Fault(path, $"{array->BufferCount} buffers, {type} has {buffers}");
        if (array->ChildCount != type.Fields.Count || (array->ChildCount > 0 && array->Children == null))
            throw ColumnCheck.Fault(path, $"{array->ChildCount} children, {type} has {type.Fields.Count}");
        if ((array->Dictionary != null) != (type.Layout == Layout.Dictionary))
            throw ColumnCheck.Fault(path, $"{(array->Dictionary == null ? "no" : "a")} dictionary in a {type} array");
        if (array->Buffers[0] == null && array->NullCount > 0)
            throw ColumnCheck.Fault(path, $"{array->NullCount} nulls and no validity bitmap");
    }

    private static NativeBuffer?[] ReadBuffers(
        ArrowArray* array, ArrowType type, Imported owner, References references, string path)
    {
        var buffers = new NativeBuffer?[array->BufferCount];
        long end = array->Offset + array->Length;
        for (int i = 0; i < buffers.Length; i++)
        {
            void* pointer = array->Buffers[i];
            if (i == 0 && pointer == null) continue;
            long bytes = (i, type.Layout) switch
            {
                (0, _) or (1, Layout.Bits) => (end + 7) / 8,
                (1, Layout.Variable or Layout.List) => (end + 1) * sizeof(int),
                (2, _) => buffers[1]!.Span<int>()[^1],
                _ => end * type.Width,
            };
            if (bytes < 0 || (pointer == null && end > 0 && bytes > 0))
                throw ColumnCheck.Fault(path, bytes < 0
                    ? $"the last offset is {bytes}"
                    : $"buffer {i} is a null pointer");

            // Producers may leave out the buffers of an empty array, also its one offset.
            buffers[i] = references.Add(end == 0 || pointer == null
                ? NativeBuffer.Allocate(bytes)
                : NativeBuffer.Foreign((byte*)pointer, bytes, owner));
        }

        return buffers;
    }
}
