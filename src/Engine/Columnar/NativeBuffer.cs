using System.Runtime.InteropServices;

namespace Tauric.Engine.Columnar;

/// <summary>
/// A run of native bytes shared by reference count: 64-byte aligned, padded with zeros to a multiple of 64 (Arrow
/// columnar format, "Buffer Alignment and Padding"). Whoever holds a reference releases it exactly once; the last
/// release frees.
/// </summary>
/// <remarks>There is no finalizer on purpose: a forgotten release shows in <see cref="OutstandingBytes"/>, which every
/// test suite checks, instead of being hidden until the collector runs.</remarks>
public sealed unsafe class NativeBuffer : IForeignMemory
{
    /// <summary>Alignment and padding, bytes.</summary>
    public const int Alignment = 64;

    private static long s_outstandingBytes;
    private static long s_freedBytes;   // Since the last time they were given back.

    private readonly IForeignMemory? _owner;
    private readonly long _allocated;
    private byte* _pointer;
    private int _references = 1;

    private NativeBuffer(byte* pointer, long length, IForeignMemory? owner)
    {
        _pointer = pointer;
        Length = length;
        _allocated = Padded(length);
        _owner = owner;
    }

    /// <summary>Bytes allocated by this process and not yet released.</summary>
    public static long OutstandingBytes => Interlocked.Read(ref s_outstandingBytes);

    /// <summary>Bytes that carry data; the padding after them is zero.</summary>
    public long Length { get; private set; }

    public byte* Pointer =>
        _pointer != null || Length == 0 ? _pointer : throw new ObjectDisposedException(nameof(NativeBuffer));

    /// <summary>
    /// Blocks of a megabyte and more go back to the system when they are freed. By itself glibc counts as large what is
    /// larger than anything freed so far, up to 32 MB, and of the rest only the end goes back: columns of all sizes
    /// leave it full of holes. Elsewhere it does nothing.
    /// </summary>
    /// <remarks>
    /// mallopt(3), <c>M_MMAP_THRESHOLD</c>. Of the whole process, so its host says it, and at its start.
    /// </remarks>
    public static void ReturnLargeBlocks()
    {
        const int MmapThreshold = -3;
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "mallopt", out nint mallopt))
            _ = ((delegate* unmanaged<int, int, int>)mallopt)(MmapThreshold, 1 << 20);
    }

    /// <summary>
    /// Gives freed memory back to the system once so much of it was freed since it last did. By itself glibc gives back
    /// only the end of what it has, and columns of all sizes leave that full of holes. Elsewhere it does nothing.
    /// </summary>
    /// <remarks>malloc_trim(3).</remarks>
    public static void ReturnFreed(long bytesMin)
    {
        if (Interlocked.Read(ref s_freedBytes) < bytesMin) return;
        Interlocked.Exchange(ref s_freedBytes, 0);
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "malloc_trim", out nint trim))
            _ = ((delegate* unmanaged<nuint, int>)trim)(0);
    }

    /// <param name="length">Bytes wanted; the allocation is padded to <see cref="Alignment"/> and zeroed.</param>
    public static NativeBuffer Allocate(long length)
    {
        NativeBuffer buffer = AllocateDirty(length);
        NativeMemory.Clear(buffer._pointer, (nuint)length);
        return buffer;
    }

    /// <summary>Only the padding is zeroed: the caller overwrites or trims the rest before it hands the buffer
    /// out.</summary>
    internal static NativeBuffer AllocateDirty(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        long padded = Padded(length);
        byte* pointer = (byte*)NativeMemory.AlignedAlloc((nuint)padded, Alignment);
        NativeMemory.Clear(pointer + length, (nuint)(padded - length));
        Interlocked.Add(ref s_outstandingBytes, padded);
        return new NativeBuffer(pointer, length, owner: null);
    }

    /// <summary>Memory somebody else owns (C Data Interface): <paramref name="owner"/> is told when the last reference
    /// goes.</summary>
    public static NativeBuffer Foreign(byte* pointer, long length, IForeignMemory owner)
    {
        owner.Retain();
        return new NativeBuffer(pointer, length, owner);
    }

    public static NativeBuffer CopyOf(ReadOnlySpan<byte> bytes)
    {
        NativeBuffer buffer = AllocateDirty(bytes.Length);
        bytes.CopyTo(buffer.Writable<byte>());
        return buffer;
    }

    /// <summary>A part of this memory as a buffer of its own; it keeps the whole alive.</summary>
    public NativeBuffer Slice(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
            throw new ArgumentOutOfRangeException(nameof(offset), $"Bytes {offset}..{offset + length} of {Length}.");
        return Foreign(Pointer + offset, length, this);
    }

    /// <summary>The whole buffer as elements. The caller keeps a reference while it uses the span.</summary>
    public ReadOnlySpan<T> Span<T>() where T : unmanaged => new(Pointer, checked((int)(Length / sizeof(T))));

    /// <summary>Only a builder may write, and only before it hands the buffer out.</summary>
    internal Span<T> Writable<T>() where T : unmanaged => new(Pointer, checked((int)(Length / sizeof(T))));

    /// <summary>Gives up the tail and zeroes what becomes padding, so that a builder hands over without a
    /// copy.</summary>
    internal void Trim(long length)
    {
        long padded = Math.Min(Padded(length), _allocated);
        NativeMemory.Clear(_pointer + length, (nuint)(padded - length));
        Length = length;
    }

    public NativeBuffer Retain()
    {
        ObjectDisposedException.ThrowIf(Interlocked.Increment(ref _references) <= 1, this);
        return this;
    }

    public void Release()
    {
        int left = Interlocked.Decrement(ref _references);
        if (left > 0) return;
        if (left < 0) throw new BugException("A native buffer was released more often than it was retained.");
        byte* pointer = _pointer;
        _pointer = null;
        if (_owner is not null)
        {
            _owner.Release();
            return;
        }

        NativeMemory.AlignedFree(pointer);
        Interlocked.Add(ref s_outstandingBytes, -_allocated);
        Interlocked.Add(ref s_freedBytes, _allocated);
    }

    void IForeignMemory.Retain() => Retain();

    /// <summary>At least one byte more than asked: readers of bitmaps (DuckDB) look one byte past the last.</summary>
    private static long Padded(long length) => checked(length + Alignment) & ~(long)(Alignment - 1);
}

/// <summary>Counts the buffers that still point into memory of somebody else.</summary>
public interface IForeignMemory
{
    void Retain();

    void Release();
}
