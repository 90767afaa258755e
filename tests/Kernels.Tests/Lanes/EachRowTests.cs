using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Tests.Lanes;

public sealed unsafe class EachRowTests
{
    [Fact]
    public void Every_row_from_the_first_to_before_the_last_is_written_once()
    {
        for (int from = 0; from < 6; from++)
        {
            for (int to = from; to < 24; to++)
            {
                var written = new double[24];
                fixed (double* rows = written) EachRow.Run(new Count(rows), from, to);
                Assert.Equal(Enumerable.Range(0, 24).Select(row => row >= from && row < to ? 1.0 : 0), written);
            }
        }
    }

    private readonly struct Count(double* rows) : IRowOp
    {
        private readonly double* _rows = rows;

        public void At<T>(nint row)
            where T : struct, ILane<T> => T.Store(T.Load(_rows + row) + 1, _rows + row);
    }
}
