using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling] // Every struct and callback of the C Data Interface is blittable.

namespace Tauric.Engine.Columnar;

/// <summary>Arrow C Data Interface, "Structure definitions": the type of a column. 72 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ArrowSchema
{
    /// <summary>Flag: the field may be null.</summary>
    public const long Nullable = 2;

    public byte* Format;
    public byte* Name;
    public byte* Metadata;
    public long Flags;
    public long ChildCount;
    public ArrowSchema** Children;
    public ArrowSchema* Dictionary;
    public delegate* unmanaged[Cdecl]<ArrowSchema*, void> Release;
    public void* PrivateData;
}

/// <summary>Arrow C Data Interface, "Structure definitions": the data of a column. 80 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ArrowArray
{
    public long Length;
    public long NullCount;
    public long Offset;
    public long BufferCount;
    public long ChildCount;
    public void** Buffers;
    public ArrowArray** Children;
    public ArrowArray* Dictionary;
    public delegate* unmanaged[Cdecl]<ArrowArray*, void> Release;
    public void* PrivateData;
}

/// <summary>Arrow C Stream Interface: batches one after another. Callbacks return 0 or an errno. 40 bytes.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "The name in the specification.")]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ArrowArrayStream
{
    public delegate* unmanaged[Cdecl]<ArrowArrayStream*, ArrowSchema*, int> GetSchema;
    public delegate* unmanaged[Cdecl]<ArrowArrayStream*, ArrowArray*, int> GetNext;
    public delegate* unmanaged[Cdecl]<ArrowArrayStream*, byte*> GetLastError;
    public delegate* unmanaged[Cdecl]<ArrowArrayStream*, void> Release;
    public void* PrivateData;
}
