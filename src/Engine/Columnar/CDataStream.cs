using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Tauric.Engine.Columnar;

/// <summary>The Arrow C Stream Interface, out and in.</summary>
public static unsafe partial class CData
{
    private const int InputOutputError = 5; // EIO

    private sealed class Exported(Schema schema, IEnumerator<RecordBatch> batches)
    {
        public Schema Schema { get; } = schema;

        public IEnumerator<RecordBatch> Batches { get; } = batches;

        public NativeBuffer? Error { get; set; }

        public int Fail(Exception e)
        {
            Error?.Release();
            Error = NativeBuffer.CopyOf(Encoding.UTF8.GetBytes(e.Message + "\0"));
            return InputOutputError;
        }
    }

    /// <summary>
    /// Batches on demand. The stream disposes every batch it takes; an exception of the source reaches the consumer as
    /// EIO with its message. <paramref name="target"/> is overwritten.
    /// </summary>
    public static void ExportStream(Schema schema, IEnumerable<RecordBatch> batches, ArrowArrayStream* target) =>
        *target = new ArrowArrayStream
        {
            GetSchema = &GetSchema,
            GetNext = &GetNext,
            GetLastError = &GetLastError,
            Release = &ReleaseStream,
            PrivateData = Hold(new Exported(schema, batches.GetEnumerator())),
        };

    /// <summary>Moves a stream here. Dispose the result: that calls the producer's release.</summary>
    /// <exception cref="DataException">It is released already, or its schema cannot be read.</exception>
    public static ImportedBatches ImportStream(ArrowArrayStream* source, bool checkUtf8 = true)
    {
        if (source->Release == null) throw new DataException("The Arrow stream was released before it was imported.");
        ArrowArrayStream moved = *source;
        source->Release = null;
        return new ImportedBatches(moved, checkUtf8);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetSchema(ArrowArrayStream* stream, ArrowSchema* target)
    {
        var state = Kept<Exported>(stream->PrivateData);
        try
        {
            Export(state.Schema, target);
            return 0;
        }
        catch (Exception e)
        {
            return state.Fail(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetNext(ArrowArrayStream* stream, ArrowArray* target)
    {
        var state = Kept<Exported>(stream->PrivateData);
        try
        {
            *target = default;
            if (!state.Batches.MoveNext()) return 0;
            using RecordBatch batch = state.Batches.Current;
            Export(batch, target);
            return 0;
        }
        catch (Exception e)
        {
            return state.Fail(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetLastError(ArrowArrayStream* stream)
    {
        NativeBuffer? error = Kept<Exported>(stream->PrivateData).Error;
        return error is null ? null : error.Pointer;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ReleaseStream(ArrowArrayStream* stream)
    {
        var state = Kept<Exported>(stream->PrivateData);
        GCHandle.FromIntPtr((nint)stream->PrivateData).Free();
        stream->Release = null;
        state.Error?.Release();
        try
        {
            state.Batches.Dispose();
        }
        catch (Exception)
        {
            // A callback has no way to report it, and an exception that leaves it would end the process.
        }
    }
}

/// <summary>Batches that another library produces. One thread at a time.</summary>
public sealed unsafe class ImportedBatches : IDisposable
{
    private readonly bool _checkUtf8;
    private ArrowArrayStream _stream;

    internal ImportedBatches(ArrowArrayStream stream, bool checkUtf8)
    {
        (_stream, _checkUtf8) = (stream, checkUtf8);
        try
        {
            ArrowSchema schema = default;
            fixed (ArrowArrayStream* self = &_stream) Require(self->GetSchema(self, &schema));
            Schema = CData.ImportSchema(&schema);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Schema Schema { get; }

    /// <summary>The next batch, the caller's to dispose; null at the end.</summary>
    /// <exception cref="DataException">The producer failed, or what it gave is malformed.</exception>
    public RecordBatch? Next()
    {
        ObjectDisposedException.ThrowIf(_stream.Release == null, this);
        ArrowArray array = default;
        fixed (ArrowArrayStream* self = &_stream) Require(self->GetNext(self, &array));
        return array.Release == null ? null : CData.ImportBatch(&array, Schema, _checkUtf8);
    }

    public void Dispose()
    {
        if (_stream.Release == null) return;
        fixed (ArrowArrayStream* self = &_stream) self->Release(self);
        _stream.Release = null;
    }

    private void Require(int error)
    {
        if (error == 0) return;
        fixed (ArrowArrayStream* self = &_stream)
        {
            byte* text = self->GetLastError(self);
            string message = text == null ? "no message" : Marshal.PtrToStringUTF8((nint)text)!;
            throw new DataException($"The producer of an Arrow stream failed (errno {error}): {message}");
        }
    }
}
