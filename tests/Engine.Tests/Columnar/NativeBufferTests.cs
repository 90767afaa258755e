using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

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
}
