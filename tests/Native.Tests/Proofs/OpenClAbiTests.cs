using System.Reflection;
using System.Runtime.InteropServices;

namespace Tauric.Native.OpenCl;

/// <summary>The declarations against the loader and the driver of this machine; skipped where there is none.</summary>
public sealed unsafe class OpenClAbiTests
{
    [Fact]
    public void Every_declared_function_is_exported()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libOpenCL.so.1", out nint library), "no libOpenCL.so.1 here");
        string[] declared =
        [
            .. typeof(OpenClApi).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
                .Select(method => method.Name).Where(name => name.StartsWith("cl", StringComparison.Ordinal)),
        ];
        Assert.True(declared.Length >= 20);
        Assert.DoesNotContain(declared, name => !NativeLibrary.TryGetExport(library, name, out _));
    }

    [Fact]
    public void Enumerations_have_the_widths_of_the_header()
    {
        // cl_int, cl_uint, cl_bitfield.
        Assert.Equal(4, sizeof(ClStatus));
        Assert.Equal(4, sizeof(ClDeviceInfo));
        Assert.Equal(8, sizeof(ClDeviceType));
        Assert.Equal(8, sizeof(ClMemFlags));
        Assert.Equal(8, sizeof(ClFpConfig));
    }

    [Fact]
    public void A_disposed_handle_has_released_its_object()
    {
        nint device = AnyDevice();
        using ContextHandle context = OpenClApi.clCreateContext(null, 1, &device, 0, 0, out ClStatus status);
        Assert.Equal(ClStatus.Success, status);
        uint alone = References(context);
        QueueHandle queue = OpenClApi.clCreateCommandQueue(context, device, 0, out status);
        Assert.Equal(ClStatus.Success, status);
        BufferHandle buffer = OpenClApi.clCreateBuffer(context, ClMemFlags.ReadWrite, 64, null, out status);
        Assert.Equal(ClStatus.Success, status);
        byte[] text = "__kernel void nothing(__global int* x) { x[0] = 1; }"u8.ToArray();
        nuint length = (nuint)text.Length;
        ProgramHandle program;
        fixed (byte* start = text)
            program = OpenClApi.clCreateProgramWithSource(context, 1, &start, &length, out status);
        Assert.Equal(ClStatus.Success, OpenClApi.clBuildProgram(program, 1, &device, "", 0, 0));
        KernelHandle kernel = OpenClApi.clCreateKernel(program, "nothing", out status);
        Assert.Equal(ClStatus.Success, status);

        Assert.True(References(context) > alone);
        foreach (SafeHandle handle in (SafeHandle[])[kernel, program, buffer, queue]) handle.Dispose();
        Assert.Equal(alone, References(context));
    }

    private static uint References(ContextHandle context)
    {
        uint count;
        Assert.Equal(ClStatus.Success,
            OpenClApi.clGetContextInfo(context, ClContextInfo.ReferenceCount, sizeof(uint), &count, out _));
        return count;
    }

    private static nint AnyDevice()
    {
        nint platform = 0, device = 0;
        Assert.SkipUnless(NativeLibrary.TryLoad("libOpenCL.so.1", out _), "no libOpenCL.so.1 here");
        Assert.SkipUnless(OpenClApi.clGetPlatformIDs(1, &platform, out _) == ClStatus.Success, "no OpenCL driver here");
        Assert.SkipUnless(
            OpenClApi.clGetDeviceIDs(platform, ClDeviceType.All, 1, &device, out _) == ClStatus.Success,
            "the OpenCL driver has no device here");
        return device;
    }
}
