using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>The C Data Interface beyond equal values: layout, ownership, refusals.</summary>
public sealed unsafe class CDataTests : NoLeaks
{
    private static int s_released;

    [Fact]
    public void Structs_are_as_long_as_the_specification_says() =>
        Assert.Equal((72, 80, 40), (sizeof(ArrowSchema), sizeof(ArrowArray), sizeof(ArrowArrayStream)));

    [Fact]
    public void An_export_keeps_the_data_after_its_batch_is_gone()
    {
        using RecordBatch expected = ArbitraryBatch.NotEmpty(5);
        ArrowArray array;
        using (RecordBatch batch = ArbitraryBatch.NotEmpty(5)) CData.Export(batch, &array);
        using RecordBatch back = CData.ImportBatch(&array, expected.Schema);
        Assert.True(array.Release == null);
        BatchEquality.Require(expected, back);
    }

    [Fact]
    public void The_producer_is_released_once_after_the_last_window_over_it()
    {
        using RecordBatch batch = ArbitraryBatch.NotEmpty(5);
        using var copy = new CopiedArray(batch);
        s_released = 0;
        ArrowArray array = copy.Root;
        RecordBatch back = CData.ImportBatch(&array, batch.Schema);
        RecordBatch window = back.Slice(0, back.Length / 2);
        back.Dispose();
        Assert.Equal(0, s_released);
        window.Dispose();
        Assert.Equal(1, s_released);
    }

    [Fact]
    public void A_child_may_be_moved_out_and_outlive_its_parent()
    {
        using RecordBatch batch = ArbitraryBatch.NotEmpty(5);
        ArrowArray root;
        CData.Export(batch, &root);
        ArrowArray child = *root.Children[3];
        root.Children[3]->Release = null;
        root.Release(&root);
        Assert.Equal(batch.Length, child.Length);
        child.Release(&child);
        Assert.True(child.Release == null);
    }

    [Fact]
    public void Record_batches_have_offset_0_because_DuckDB_ignores_another()
    {
        using RecordBatch batch = ArbitraryBatch.NotEmpty(1);
        using RecordBatch window = batch.Slice(batch.Length / 2, batch.Length - (batch.Length / 2));
        ArrowArray array;
        CData.Export(window, &array);
        Assert.Equal(0, array.Offset);
        Assert.Equal(window[0].Offset, array.Children[0]->Offset);
        array.Release(&array);
    }

    [Fact]
    public void Mutated_arrays_are_imported_or_refused_and_released_once()
    {
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = CounterRandom.For(seed, "c data fuzz");
            Schema? schema = seed % 3 == 0 ? ArbitraryBatch.EveryType : null;
            using RecordBatch batch = ArbitraryBatch.Of(seed % 200, schema, rowsMax: 8);
            using var copy = new CopiedArray(batch);
            copy.Mutate(ref random);
            s_released = 0;
            ArrowArray array = copy.Root;
            try
            {
                CData.ImportBatch(&array, batch.Schema).Dispose();
            }
            catch (DataException)
            {
                refused++;
            }

            Assert.Equal(1, s_released);
        }

        Assert.InRange(refused, 5_000, 20_000);
    }

    [Theory]
    [InlineData("n", "null")]
    [InlineData("e", "float16")]
    [InlineData("U", "large_utf8")]
    [InlineData("vu", "utf8_view")]
    [InlineData("d:38,9", "decimal")]
    [InlineData("w:16", "fixed_size_binary")]
    [InlineData("tsn:UTC", "timestamp in another unit")]
    [InlineData("tsu:", "timestamp in another unit or zone")]
    [InlineData("tiM", "interval")]
    [InlineData("+m", "map")]
    [InlineData("+l", "+l")]
    [InlineData("+w:x", "+w:x")]
    [InlineData("", "''")]
    public void A_type_the_engine_does_not_have_is_refused_by_name(string format, string named)
    {
        ArrowSchema schema;
        CData.Export(new Schema(new Field("price", ArrowType.Int32)), &schema);
        using NativeText text = new(format);
        schema.Children[0]->Format = text.Pointer;
        string message = "";
        try
        {
            CData.ImportSchema(&schema);
        }
        catch (DataException e)
        {
            message = e.Message;
        }

        Assert.Contains("'price'", message);
        Assert.Contains(named, message);
        Assert.True(schema.Release == null);
    }

    [Fact]
    public void A_stream_crosses_whole()
    {
        using RecordBatch first = ArbitraryBatch.NotEmpty(1), second = ArbitraryBatch.NotEmpty(2);
        ArrowArrayStream stream;
        CData.ExportStream(first.Schema, [first.Retain(), second.Retain()], &stream);
        using ImportedBatches batches = CData.ImportStream(&stream);
        foreach (RecordBatch expected in (ReadOnlySpan<RecordBatch>)[first, second])
        {
            using RecordBatch? batch = batches.Next();
            BatchEquality.Require(expected, batch!);
        }

        Assert.Null(batches.Next());
    }

    [Fact]
    public void A_source_that_throws_reaches_the_consumer_with_its_words()
    {
        ArrowArrayStream stream;
        CData.ExportStream(new Schema(new Field("a", ArrowType.Bool)), Broken(), &stream);
        using ImportedBatches batches = CData.ImportStream(&stream);
        string message = Assert.Throws<DataException>(batches.Next).Message;
        Assert.Contains("the disk is gone – Zürich", message);
    }

    [Fact]
    public void What_was_released_is_not_imported()
    {
        Assert.Throws<DataException>(() =>
        {
            ArrowSchema schema = default;
            CData.ImportSchema(&schema);
        });
        Assert.Throws<DataException>(() =>
        {
            ArrowArray array = default;
            CData.ImportBatch(&array, new Schema());
        });
        Assert.Throws<DataException>(() =>
        {
            ArrowArrayStream stream = default;
            CData.ImportStream(&stream);
        });
    }

    private static IEnumerable<RecordBatch> Broken()
    {
        if (s_released >= 0) throw new IOException("the disk is gone – Zürich");
        yield break;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void CountRelease(ArrowArray* array)
    {
        s_released++;
        array->Release = null;
    }

    private sealed class NativeText(string text) : IDisposable
    {
        private readonly NativeBuffer _bytes = NativeBuffer.CopyOf(Encoding.UTF8.GetBytes(text + "\0"));

        public byte* Pointer => _bytes.Pointer;

        public void Dispose() => _bytes.Release();
    }

    /// <summary>An exported batch behind copied structs, so that a test can bend them and the export still be
    /// released.</summary>
    private sealed class CopiedArray : IDisposable
    {
        private readonly List<NativeBuffer> _blocks = [];
        private readonly List<nint> _structs = [];
        private ArrowArray _original;

        public CopiedArray(RecordBatch batch)
        {
            fixed (ArrowArray* original = &_original)
            {
                CData.Export(batch, original);
                Copy(original);
            }

            At(0)->Release = &CountRelease;
        }

        public ArrowArray Root => *At(0);

        /// <summary>Bends one field so that no honest reader would follow it out of the memory that is there.</summary>
        public void Mutate(ref CounterRandom random)
        {
            ArrowArray* array = At(random.NextInt(_structs.Count));
            long odd = random.NextInt(2) == 0 ? -1 - random.NextInt(9) : long.MaxValue - random.NextInt(9);
            switch (random.NextInt(9))
            {
                case 0: array->Length = odd; break;
                case 1: array->Length = random.NextInt((int)array->Length + 1); break;
                case 2: array->Offset = odd; break;
                case 3: array->NullCount = odd == -1 ? -2 : odd; break;
                case 4: array->BufferCount = random.NextInt(5); break;
                case 5: array->ChildCount = random.NextInt((int)array->ChildCount + 1) - random.NextInt(2); break;
                case 6: array->Buffers[random.NextInt((int)array->BufferCount)] = null; break;
                case 7: array->Dictionary = array->Dictionary == null ? At(0) : null; break;
                default: BendContents(array, ref random); break;
            }
        }

        public void Dispose()
        {
            _blocks.ForEach(b => b.Release());
            fixed (ArrowArray* original = &_original) original->Release(original);
        }

        /// <summary>Offsets or indices, never the last offset: how far the bytes after it reach is on the producer's
        /// word.</summary>
        private static void BendContents(ArrowArray* array, ref CounterRandom random)
        {
            if (array->BufferCount != 3 || array->Length < 2) return;
            var copy = (int*)array->Buffers[1];
            copy[array->Offset + random.NextInt((int)array->Length)] = (int)random.NextBits() >> random.NextInt(32);
        }

        private ArrowArray* At(int index) => (ArrowArray*)_structs[index];

        private T* Take<T>(long count) where T : unmanaged
        {
            NativeBuffer block = NativeBuffer.Allocate(count * sizeof(T));
            _blocks.Add(block);
            return (T*)block.Pointer;
        }

        private ArrowArray* Copy(ArrowArray* from)
        {
            ArrowArray* to = Take<ArrowArray>(1);
            _structs.Add((nint)to);
            *to = *from;
            to->Buffers = (void**)Take<nint>(from->BufferCount);
            for (int i = 0; i < from->BufferCount; i++) to->Buffers[i] = from->Buffers[i];
            if (from->BufferCount == 3 && from->Offset + from->Length > 0)
            {
                long offsets = from->Offset + from->Length + 1;
                to->Buffers[1] = Take<int>(offsets);
                NativeMemory.Copy(from->Buffers[1], to->Buffers[1], (nuint)(offsets * sizeof(int)));
            }

            to->Children = (ArrowArray**)Take<nint>(from->ChildCount);
            for (int i = 0; i < from->ChildCount; i++) to->Children[i] = Copy(from->Children[i]);
            if (from->Dictionary != null) to->Dictionary = Copy(from->Dictionary);
            return to;
        }
    }
}
