namespace Tauric.Kernels.Lanes;

/// <summary>
/// Numbers that are worked on together: one double, or several that never meet. A definition written over lanes is the
/// scalar code and the SIMD code at once, to the same bits: every operation rounds as IEEE 754 says, none is reordered,
/// and only <see cref="Fma"/> fuses.
/// </summary>
internal interface ILane<T>
    where T : struct, ILane<T>
{
    /// <summary>How many numbers.</summary>
    static abstract int Width { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract implicit operator T(double value);

    /// <summary><see cref="Width"/> consecutive doubles; no alignment is asked for.</summary>
    static abstract unsafe T Load(double* from);

    static abstract unsafe void Store(T value, double* to);

    /// <summary>The numbers that came so many rows earlier: the last of those before, the first of those now.</summary>
    /// <param name="now">Of <see cref="Width"/> rows.</param>
    /// <param name="before">Of the <see cref="Width"/> rows before.</param>
    /// <param name="rows">0 to <see cref="Width"/>.</param>
    static abstract T Back(T now, T before, int rows);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    static abstract T operator -(T value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T Fma(T a, T b, T c);

    /// <summary>left when it is greater, else right: cheap, for numbers without −0 and NaN.</summary>
    static abstract T Max(T left, T right);

    /// <summary>left when it is less, else right.</summary>
    static abstract T Min(T left, T right);

    static abstract T Abs(T value);

    static abstract T Sqrt(T value);

    /// <summary>Lane by lane: left &gt; right ? yes : no. Both are evaluated.</summary>
    static abstract T IfGreater(T left, T right, T yes, T no);

    /// <summary>Lane by lane: left == right ? yes : no.</summary>
    static abstract T IfEqual(T left, T right, T yes, T no);
}
