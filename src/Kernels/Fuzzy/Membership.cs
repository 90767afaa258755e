using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>The driver under every membership function: one value is a batch of one.</summary>
public abstract record Membership : IMembership
{
    public double Degree(double value)
    {
        double degree = 0;
        Degrees(new ReadOnlySpan<double>(in value), new Span<double>(ref degree));
        return degree;
    }

    public abstract void Degrees(ReadOnlySpan<double> values, Span<double> degrees);

    private protected static unsafe void Each<TShape>(
        TShape shape, ReadOnlySpan<double> values, Span<double> degrees)
        where TShape : struct, IShape
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(degrees.Length, values.Length);
        fixed (double* from = values, to = degrees) EachRow.Run(new Over<TShape>(shape, from, to), 0, values.Length);
    }

    /// <summary>The option itself when it is finite and above the one before it, else an error that names it.</summary>
    private protected static double Above(
        double lower, double value, [CallerArgumentExpression(nameof(value))] string option = "") =>
        double.IsFinite(value) && double.IsFinite(lower) && value > lower
            ? value
            : throw new ArgumentOutOfRangeException(option, value, $"A finite number above {lower} is needed.");

    private protected static double NotBelow(
        double lower, double value, [CallerArgumentExpression(nameof(value))] string option = "") =>
        value == lower ? value : Above(lower, value, option);

    /// <summary>The option itself when it is finite, else an error that names it.</summary>
    private protected static double Finite(
        double value, [CallerArgumentExpression(nameof(value))] string option = "") =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(option, value, "A finite number is needed.");

    private readonly unsafe struct Over<TShape>(TShape shape, double* from, double* to) : IRowOp
        where TShape : struct, IShape
    {
        private readonly TShape _shape = shape;
        private readonly double* _from = from;
        private readonly double* _to = to;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(nint row)
            where T : struct, ILane<T> => T.Store(_shape.At(T.Load(_from + row)), _to + row);
    }
}

/// <summary>The formula of a membership function.</summary>
internal interface IShape
{
    T At<T>(T x)
        where T : struct, ILane<T>;
}
