using System.Runtime.InteropServices;

namespace Tauric.Native.OpenCl;

// Chapters "program object" and "kernel object".
internal static unsafe partial class OpenClApi
{
    /// <param name="texts">Copied.</param>
    /// <param name="lengths">In bytes.</param>
    [LibraryImport(Library)]
    internal static partial ProgramHandle clCreateProgramWithSource(
        ContextHandle context, uint count, byte** texts, nuint* lengths, out ClStatus status);

    /// <param name="binaries">One a device, copied.</param>
    /// <param name="loaded">One a device.</param>
    [LibraryImport(Library)]
    internal static partial ProgramHandle clCreateProgramWithBinary(
        ContextHandle context, uint count, nint* devices, nuint* lengths, byte** binaries, ClStatus* loaded,
        out ClStatus status);

    [LibraryImport(Library)]
    internal static partial ClStatus clReleaseProgram(nint program);

    /// <param name="notify">0: the call returns when the program is built.</param>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ClStatus clBuildProgram(
        ProgramHandle program, uint count, nint* devices, string options, nint notify, nint user);

    [LibraryImport(Library)]
    internal static partial ClStatus clGetProgramInfo(
        ProgramHandle program, ClProgramInfo what, nuint room, void* value, out nuint size);

    [LibraryImport(Library)]
    internal static partial ClStatus clGetProgramBuildInfo(
        ProgramHandle program, nint device, ClBuildInfo what, nuint room, void* value, out nuint size);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial KernelHandle clCreateKernel(ProgramHandle program, string name, out ClStatus status);

    [LibraryImport(Library)]
    internal static partial ClStatus clReleaseKernel(nint kernel);

    /// <summary>Copies the value. Not safe from two threads on one kernel, unlike every other call.</summary>
    /// <param name="value">A pointer to the buffer's pointer, to a number, or null for local memory.</param>
    [LibraryImport(Library)]
    internal static partial ClStatus clSetKernelArg(KernelHandle kernel, uint index, nuint size, void* value);

    [LibraryImport(Library)]
    internal static partial ClStatus clGetKernelWorkGroupInfo(
        KernelHandle kernel, nint device, ClKernelWorkGroupInfo what, nuint room, void* value, out nuint size);
}
