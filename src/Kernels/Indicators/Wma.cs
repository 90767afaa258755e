using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Linearly weighted moving average. Unit of its column; first value at row Period − 1.</summary>
/// <remarks>
/// (1·x' + … + Period·x) / (1 + … + Period), the newest weighted most; sequential fma, oldest first. TA-Lib WMA.
/// </remarks>
[Kernel("wma")]
public sealed record Wma(int Period = 30, BarColumn Of = BarColumn.Close) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["wma"];

    public override int Warmup { get; } = AtLeast(1, Period) - 1;

    internal override Series[] Define(SeriesPlan bars)
    {
        double weights = 0.5 * Period * (Period + 1);
        IEnumerable<Series> oldestFirst = Enumerable.Range(1, Period).Select(age => bars[Of].Back(Period - age));
        return [Series.Map(new Weighted(Period, 1 / weights), [.. oldestFirst])];
    }

    private readonly record struct Weighted(int Rows, double PerWeight) : IPointwise
    {
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T sum = x[0];
            for (int row = 1; row < Rows; row++) sum = T.Fma(row + 1, x[row], sum);
            y[0] = sum * PerWeight;
        }
    }
}
