using Microsoft.Win32.SafeHandles;

namespace Tauric.Native.OpenCl;

// One handle a C object: whoever holds it disposes it, the finalizer is only the net below.

internal sealed class ContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => OpenClApi.clReleaseContext(handle) == ClStatus.Success;
}

internal sealed class QueueHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => OpenClApi.clReleaseCommandQueue(handle) == ClStatus.Success;
}

internal sealed class BufferHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => OpenClApi.clReleaseMemObject(handle) == ClStatus.Success;
}

internal sealed class ProgramHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => OpenClApi.clReleaseProgram(handle) == ClStatus.Success;
}

/// <summary>Holds on to its program.</summary>
internal sealed class KernelHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => OpenClApi.clReleaseKernel(handle) == ClStatus.Success;
}
