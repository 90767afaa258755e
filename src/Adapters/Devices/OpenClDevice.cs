using Tauric.Engine.Contracts;
using Tauric.Native.OpenCl;
using static Tauric.Adapters.Devices.OpenClFailure;
using static Tauric.Native.OpenCl.OpenClApi;

namespace Tauric.Adapters.Devices;

/// <summary>A device of OpenCL 1.2 or newer: one context, one queue that keeps the order.</summary>
internal sealed unsafe class OpenClDevice : IComputeDevice
{
    private readonly Lock _gate = new();
    private readonly OpenClMachine.Candidate _device;
    private readonly ProgramCache? _cache;
    private readonly ContextHandle _context;
    private readonly QueueHandle _queue;
    private readonly Dictionary<KernelSource, ProgramHandle> _programs = [];
    private readonly Dictionary<(KernelSource, string), Entry> _entries = [];

    /// <param name="cache">Null: every program is compiled.</param>
    internal OpenClDevice(OpenClMachine.Candidate device, ProgramCache? cache)
    {
        (_device, _cache) = (device, cache);
        nint id = device.Id;
        _context = clCreateContext(null, 1, &id, 0, 0, out ClStatus status);
        Checked(_context, status, "making a context");
        _queue = clCreateCommandQueue(_context, id, 0, out status);
        if (status == ClStatus.Success) return;
        _context.Dispose();
        Checked(_queue, status, "making a queue");
    }

    public DeviceTraits Traits => _device.Traits;

    /// <summary>Holders of the context: itself and what was made in it and not released.</summary>
    internal int References
    {
        get
        {
            uint count;
            Check(clGetContextInfo(_context, ClContextInfo.ReferenceCount, sizeof(uint), &count, out _), "counting");
            return (int)count;
        }
    }

    public DeviceBuffer Allocate(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        // Not every driver refuses: some kill the process later.
        if (bytes > Traits.BufferBytesMax)
            Check(ClStatus.InvalidBufferSize, $"allocating {bytes} bytes of {Traits.BufferBytesMax}");
        BufferHandle memory = clCreateBuffer(_context, ClMemFlags.ReadWrite, (nuint)bytes, null, out ClStatus status);
        return new Buffer(Checked(memory, status, $"allocating {bytes} bytes"), bytes);
    }

    public void Upload<T>(ReadOnlySpan<T> from, DeviceBuffer to)
        where T : unmanaged
    {
        nuint bytes = Fitting((long)from.Length * sizeof(T), to);
        if (bytes == 0) return;
        fixed (T* start = from)
            Check(clEnqueueWriteBuffer(_queue, Memory(to), 1, 0, bytes, start, 0, null, null), "upload");
    }

    public void Download<T>(DeviceBuffer from, Span<T> to)
        where T : unmanaged
    {
        nuint bytes = Fitting((long)to.Length * sizeof(T), from);
        if (bytes == 0) return;
        fixed (T* start = to)
            Check(clEnqueueReadBuffer(_queue, Memory(from), 1, 0, bytes, start, 0, null, null), "download");
    }

    public DeviceKernel Kernel(KernelSource source, string entry)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue((source, entry), out Entry? known)) return known;
            if (!_programs.TryGetValue(source, out ProgramHandle? program))
                _programs.Add(source, program = OpenClProgram.Build(_context, _device, source, _cache));
            KernelHandle handle = clCreateKernel(program, entry, out ClStatus status);
            var made = new Entry(Checked(handle, status, $"finding {entry} in {source.Name}"), entry);
            _entries.Add((source, entry), made);
            return made;
        }
    }

    public void Launch(DeviceKernel kernel, Grid grid, params ReadOnlySpan<DeviceArgument> arguments)
    {
        var entry = (Entry)kernel;
        nuint* items = stackalloc nuint[2], group = stackalloc nuint[2];
        (items[0], items[1]) = (RoundedUp(grid.X, grid.GroupX), RoundedUp(grid.Y, grid.GroupY));
        (group[0], group[1]) = ((nuint)grid.GroupX, (nuint)grid.GroupY);
        // Arguments belong to the kernel until it is in the queue.
        lock (_gate)
        {
            for (int i = 0; i < arguments.Length; i++) Set(entry, i, arguments[i]);
            Check(clEnqueueNDRangeKernel(_queue, entry.Handle, 2, null, items, group, 0, null, null),
                "launching", entry.Name);
        }
    }

    public void Finish() => Check(clFinish(_queue), "finishing");

    public void Dispose()
    {
        foreach (Entry entry in _entries.Values) entry.Handle.Dispose();
        foreach (ProgramHandle program in _programs.Values) program.Dispose();
        _queue.Dispose();
        _context.Dispose();
    }

    private static void Set(Entry entry, int index, in DeviceArgument argument)
    {
        long value = argument.Buffer is { } buffer ? Memory(buffer).DangerousGetHandle() : argument.Bits;
        bool isLocal = argument.Bytes < 0;
        int bytes = argument.Buffer is not null ? sizeof(nint) : Math.Abs(argument.Bytes);
        Check(clSetKernelArg(entry.Handle, (uint)index, (nuint)bytes, isLocal ? null : &value),
            "setting an argument of", entry.Name);
    }

    private static nuint RoundedUp(long items, int group)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(items);
        return (nuint)((items + group - 1) / group * group);
    }

    private static nuint Fitting(long bytes, DeviceBuffer buffer) => bytes <= buffer.Bytes
        ? (nuint)bytes
        : throw new ArgumentException($"{bytes} bytes, the buffer has {buffer.Bytes}.", nameof(buffer));

    private static BufferHandle Memory(DeviceBuffer buffer) => ((Buffer)buffer).Handle;

    private sealed class Buffer(BufferHandle handle, long bytes) : DeviceBuffer(bytes)
    {
        public BufferHandle Handle { get; } = handle;

        protected override void Dispose(bool disposing) => Handle.Dispose();
    }

    private sealed class Entry(KernelHandle handle, string name) : DeviceKernel
    {
        public KernelHandle Handle { get; } = handle;

        public string Name { get; } = name;
    }
}
