using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>Alone in its process: what other tests take would be counted.</summary>
[CollectionDefinition(nameof(NativeBufferTests), DisableParallelization = true)]
public sealed class NativeBufferCollection;

[Collection(nameof(NativeBufferTests))]
public sealed class NativeBufferTests
{
    [Fact]
    public void Large_blocks_that_were_freed_go_back_to_the_system_though_others_lie_between_them()
    {
        const int Block = 2 << 20, Count = 128;
        NativeBuffer.ReturnLargeBlocks();
        NativeBuffer.Allocate(16 << 20).Release();   // By itself glibc would count as large what is larger than this.
        NativeBuffer[] blocks = [.. Enumerable.Range(0, Count).Select(_ => NativeBuffer.Allocate(Block))];
        long full = Environment.WorkingSet;
        for (int i = 0; i < Count; i++)
            if (i % 8 != 0) blocks[i].Release();
        long left = Environment.WorkingSet;
        for (int i = 0; i < Count; i += 8) blocks[i].Release();
        Assert.True(full - left > (long)Block * Count / 2, $"of {full} bytes {left} are left");
    }

    [Fact]
    public void Small_blocks_that_were_freed_go_back_too_once_they_are_enough()
    {
        const int Block = 16 << 10, Count = 8192;
        NativeBuffer.ReturnFreed(0);
        NativeBuffer[] blocks = [.. Enumerable.Range(0, Count).Select(_ => NativeBuffer.Allocate(Block))];
        for (int i = 0; i < Count; i++)
            if (i % 64 != 0) blocks[i].Release();
        long full = Environment.WorkingSet;
        NativeBuffer.ReturnFreed(1L << 40);
        Assert.True(full - Environment.WorkingSet < (long)Block * Count / 2, "they went back too early");
        NativeBuffer.ReturnFreed((long)Block * Count / 2);
        long left = Environment.WorkingSet;
        for (int i = 0; i < Count; i += 64) blocks[i].Release();
        Assert.True(full - left > (long)Block * Count / 2, $"of {full} bytes {left} are left");
    }
}
