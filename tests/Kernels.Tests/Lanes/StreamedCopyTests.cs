using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Tests.Lanes;

public sealed class StreamedCopyTests
{
    [Fact]
    public void Copies_any_length_to_any_place_and_touches_nothing_beside_it()
    {
        double[] source = [.. Enumerable.Range(1, 40).Select(i => (double)i)];
        for (int length = 0; length <= 40; length++)
        {
            for (int at = 1; at < 10; at++)
            {
                var target = new double[60];
                StreamedCopy.Copy(source.AsSpan(0, length), target.AsSpan(at));
                Assert.Equal(source[..length], target[at..(at + length)]);
                Assert.All(target[..at].Concat(target[(at + length)..]), value => Assert.Equal(0, value));
            }
        }
    }
}
