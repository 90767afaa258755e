using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Native.OpenCl;
using static Tauric.Adapters.Devices.OpenClFailure;
using static Tauric.Native.OpenCl.OpenClApi;

namespace Tauric.Adapters.Devices;

/// <summary>Source to program: from the cache where it can be, compiled where it must.</summary>
internal static unsafe class OpenClProgram
{
    /// <exception cref="BugException">The source does not build.</exception>
    public static ProgramHandle Build(
        ContextHandle context, OpenClMachine.Candidate device, KernelSource source, ProgramCache? cache)
    {
        string key = ProgramCache.Key(source, device.Options, device.Traits);
        if (cache?.Load(key) is { } kept && FromBinary(context, device, kept) is { } loaded) return loaded;
        ProgramHandle program = FromSource(context, device, source);
        if (cache is not null && BinaryOf(program) is { Length: > 0 } binary) cache.Save(key, binary);
        return program;
    }

    /// <returns>Null when the driver does not take it: another driver of the same name may have written it.</returns>
    private static ProgramHandle? FromBinary(ContextHandle context, OpenClMachine.Candidate device, byte[] binary)
    {
        nint id = device.Id;
        nuint length = (nuint)binary.Length;
        ProgramHandle program;
        ClStatus loaded, status;
        fixed (byte* start = binary)
            program = clCreateProgramWithBinary(context, 1, &id, &length, &start, &loaded, out status);
        if (status == ClStatus.Success && loaded == ClStatus.Success
            && clBuildProgram(program, 1, &id, device.Options, 0, 0) == ClStatus.Success) return program;
        program.Dispose();
        return null;
    }

    private static ProgramHandle FromSource(
        ContextHandle context, OpenClMachine.Candidate device, KernelSource source)
    {
        nint id = device.Id;
        byte[] text = Encoding.UTF8.GetBytes(source.Text);
        nuint length = (nuint)text.Length;
        ProgramHandle program;
        fixed (byte* start = text)
        {
            program = clCreateProgramWithSource(context, 1, &start, &length, out ClStatus created);
            Checked(program, created, $"reading {source.Name}");
        }

        ClStatus status = clBuildProgram(program, 1, &id, device.Options, 0, 0);
        if (status == ClStatus.Success) return program;
        string log = LogOf(program, id);
        program.Dispose();
        if (status != ClStatus.BuildProgramFailure) Check(status, $"building {source.Name}");
        throw new BugException($"{source.Name} does not build for {device.Traits.Name}:\n{log}");
    }

    private static string LogOf(ProgramHandle program, nint device) => OpenClMachine.Text((room, to) =>
        (clGetProgramBuildInfo(program, device, ClBuildInfo.Log, room, (void*)to, out nuint size), size));

    /// <returns>Null when the driver gives none.</returns>
    private static byte[]? BinaryOf(ProgramHandle program)
    {
        nuint size;
        if (clGetProgramInfo(program, ClProgramInfo.BinarySizes, (nuint)sizeof(nuint), &size, out _)
            != ClStatus.Success) return null;
        byte[] binary = new byte[size];
        fixed (byte* start = binary)
        {
            byte* to = start;
            return clGetProgramInfo(program, ClProgramInfo.Binaries, (nuint)sizeof(nint), &to, out _)
                == ClStatus.Success ? binary : null;
        }
    }
}
