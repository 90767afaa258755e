using Tauric.Engine;
using Tauric.Native.OpenCl;

namespace Tauric.Adapters.Devices;

/// <summary>Sorts OpenCL's errors by who must act.</summary>
internal static class OpenClFailure
{
    /// <param name="call">What was being done, for the message.</param>
    /// <param name="name">To what; apart from the call, so that a launch builds no text.</param>
    public static void Check(ClStatus status, string call, string name = "")
    {
        if (status != ClStatus.Success) throw From(status, $"{call} {name}".TrimEnd());
    }

    /// <summary>The handle, unless its call failed.</summary>
    public static T Checked<T>(T handle, ClStatus status, string call)
        where T : IDisposable
    {
        if (status == ClStatus.Success) return handle;
        handle.Dispose();
        throw From(status, call);
    }

    private static Exception From(ClStatus status, string call)
    {
        string text = $"OpenCL, {call}: {status} ({(int)status}).";
        return status switch
        {
            ClStatus.MemObjectAllocationFailure or ClStatus.OutOfResources or ClStatus.OutOfHostMemory
                or ClStatus.InvalidBufferSize => new ResourceException(
                    text + " The device has too little memory for this: use --device cpu, or a smaller batch."),
            ClStatus.DeviceNotAvailable or ClStatus.CompilerNotAvailable => new ResourceException(
                text + " Use --device cpu."),
            _ => new BugException(text),
        };
    }
}
