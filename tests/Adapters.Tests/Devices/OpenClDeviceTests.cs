using Tauric.Adapters.Devices;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Devices;

/// <summary>On the best device of this machine; skipped, with the reason, where there is none.</summary>
public sealed class OpenClDeviceTests : IDisposable
{
    private static readonly KernelSource Scale = new("scale.cl", """
        __kernel void scale(__global int* x, int count, int by)
        {
            int i = (int)get_global_id(0);
            if (i < count) x[i] *= by;
        }

        __kernel void sum(__global const int* x, int count, __local int* sums, __global int* y)
        {
            int i = (int)get_global_id(0), l = (int)get_local_id(0);
            sums[l] = i < count ? x[i] : 0;
            barrier(CLK_LOCAL_MEM_FENCE);
            if (l != 0) return;
            for (int j = 1; j < (int)get_local_size(0); j++) sums[0] += sums[j];
            y[get_group_id(0)] = sums[0];
        }
        """);

    private readonly TempFolder _cache = new();

    [Fact]
    public void What_is_uploaded_is_computed_on_and_comes_back()
    {
        using OpenClDevice device = Open();
        int[] values = [.. Enumerable.Range(0, 1000)];
        using DeviceBuffer buffer = device.Allocate(4000), sums = device.Allocate(4 * 16);
        device.Upload<int>(values, buffer);
        device.Launch(device.Kernel(Scale, "scale"), new Grid(1000), buffer, 1000, -3);
        device.Launch(device.Kernel(Scale, "sum"), new Grid(1000), buffer, 1000, DeviceArgument.Local(4 * 64), sums);
        device.Finish();
        int[] found = new int[1000], groups = new int[16];
        device.Download(buffer, found.AsSpan());
        device.Download(sums, groups.AsSpan());
        Assert.Equal(values.Select(v => -3 * v), found);
        Assert.Equal(values.Chunk(64).Select(chunk => -3 * chunk.Sum()), groups);
    }

    [Fact]
    public void Many_threads_launch_one_kernel_with_their_own_arguments()
    {
        using OpenClDevice device = Open();
        Parallel.For(1, 65, by =>
        {
            using DeviceBuffer buffer = device.Allocate(400);
            int[] values = [.. Enumerable.Range(0, 100)];
            device.Upload<int>(values, buffer);
            device.Launch(device.Kernel(Scale, "scale"), new Grid(100), buffer, 100, by);
            int[] found = new int[100];
            device.Download(buffer, found.AsSpan());
            Assert.Equal(values.Select(v => by * v), found);
        });
    }

    [Fact]
    public void Everything_made_is_released()
    {
        using OpenClDevice device = Open();
        device.Kernel(Scale, "scale");
        int before = device.References;
        for (int i = 0; i < 100; i++)
        {
            using DeviceBuffer buffer = device.Allocate(1 << 16);
            device.Upload<byte>(new byte[1 << 16], buffer);
            device.Launch(device.Kernel(Scale, "scale"), new Grid(1), buffer, 1, i);
        }

        device.Finish();
        Assert.Equal(before, device.References);
    }

    [Fact]
    public void Source_that_does_not_build_is_our_error_and_shows_the_log()
    {
        using OpenClDevice device = Open();
        int before = device.References;
        var source = new KernelSource("broken.cl", "__kernel void broken(__global int* x) { x[0] = undeclared; }");
        string message = Assert.Throws<BugException>(() => device.Kernel(source, "broken")).Message;
        Assert.Contains("broken.cl", message, StringComparison.Ordinal);
        Assert.Contains("undeclared", message, StringComparison.Ordinal);
        Assert.Throws<BugException>(() => device.Kernel(Scale, "no_such_entry"));
        Assert.Equal(1, device.References - before);   // The program of the second, which the device keeps.
    }

    [Fact]
    public void More_memory_than_there_is_is_the_operators_to_solve()
    {
        using OpenClDevice device = Open();
        Assert.Throws<ResourceException>(() => device.Allocate(device.Traits.BufferBytesMax + 1));
        Assert.Throws<ResourceException>(() => device.Allocate(long.MaxValue));
    }

    [Fact]
    public void A_copy_beyond_a_buffer_is_refused()
    {
        using OpenClDevice device = Open();
        using DeviceBuffer buffer = device.Allocate(8);
        Assert.Throws<ArgumentException>(() => device.Upload<long>([1, 2], buffer));
        Assert.Throws<ArgumentException>(() => device.Download<long>(buffer, new long[2]));
    }

    [Fact]
    public void A_program_comes_from_the_cache_and_a_damaged_entry_is_written_anew()
    {
        int[] Computed()
        {
            using OpenClDevice device = Open();
            using DeviceBuffer buffer = device.Allocate(4);
            device.Upload([7], buffer);
            device.Launch(device.Kernel(Scale, "scale"), new Grid(1), buffer, 1, 6);
            int[] found = new int[1];
            device.Download<int>(buffer, found);
            return found;
        }

        Assert.Equal([42], Computed());
        string entry = Assert.Single(Directory.GetFiles(_cache.Path));
        byte[] whole = File.ReadAllBytes(entry);
        DateTime written = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(entry, written);
        Assert.Equal([42], Computed());
        Assert.Equal(written, File.GetLastWriteTimeUtc(entry));

        File.WriteAllBytes(entry, whole[..^10]);
        Assert.Equal([42], Computed());
        Assert.True(File.ReadAllBytes(entry).Length >= whole.Length - 10);
        Assert.NotEqual(whole[..^10], File.ReadAllBytes(entry));
    }

    [Fact]
    public void A_whole_entry_that_the_driver_does_not_take_is_compiled_anew()
    {
        using (OpenClDevice device = Open()) device.Kernel(Scale, "scale");
        string entry = Assert.Single(Directory.GetFiles(_cache.Path));
        string key = Path.GetFileNameWithoutExtension(entry);
        new ProgramCache(_cache.Path).Save(key, "the program of another driver"u8);
        using (OpenClDevice device = Open()) Assert.NotNull(device.Kernel(Scale, "scale"));
        Assert.NotEqual("the program of another driver"u8.ToArray(), new ProgramCache(_cache.Path).Load(key));
    }

    public void Dispose() => _cache.Dispose();

    private OpenClDevice Open()
    {
        DeviceAnswer answer = OpenClMachine.Look().Open(_cache.Path);
        Assert.SkipWhen(answer.Device is null, "No OpenCL device: " + answer.Reason);
        return (OpenClDevice)answer.Device;
    }
}
