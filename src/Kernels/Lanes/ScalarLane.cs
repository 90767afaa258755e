namespace Tauric.Kernels.Lanes;

/// <summary>One double.</summary>
internal readonly struct ScalarLane(double value) : ILane<ScalarLane>
{
    private readonly double _value = value;

    public static int Width => 1;

    public static implicit operator ScalarLane(double value) => new(value);

    public static implicit operator double(ScalarLane lane) => lane._value;

    public static unsafe ScalarLane Load(double* from) => new(*from);

    public static unsafe void Store(ScalarLane value, double* to) => *to = value._value;

    public static ScalarLane Back(ScalarLane now, ScalarLane before, int rows) => rows == 0 ? now : before;

    public static ScalarLane operator +(ScalarLane left, ScalarLane right) => new(left._value + right._value);

    public static ScalarLane operator -(ScalarLane left, ScalarLane right) => new(left._value - right._value);

    public static ScalarLane operator *(ScalarLane left, ScalarLane right) => new(left._value * right._value);

    public static ScalarLane operator /(ScalarLane left, ScalarLane right) => new(left._value / right._value);

    public static ScalarLane operator -(ScalarLane value) => new(-value._value);

    public static ScalarLane Fma(ScalarLane a, ScalarLane b, ScalarLane c) =>
        new(Math.FusedMultiplyAdd(a._value, b._value, c._value));

    public static ScalarLane Max(ScalarLane left, ScalarLane right) => left._value > right._value ? left : right;

    public static ScalarLane Min(ScalarLane left, ScalarLane right) => left._value < right._value ? left : right;

    public static ScalarLane Abs(ScalarLane value) => new(Math.Abs(value._value));

    public static ScalarLane Sqrt(ScalarLane value) => new(Math.Sqrt(value._value));

    public static ScalarLane IfGreater(ScalarLane left, ScalarLane right, ScalarLane yes, ScalarLane no) =>
        left._value > right._value ? yes : no;

    public static ScalarLane IfEqual(ScalarLane left, ScalarLane right, ScalarLane yes, ScalarLane no) =>
        left._value == right._value ? yes : no;
}
