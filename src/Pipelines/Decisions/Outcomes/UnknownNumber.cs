using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>Numbers that may not be known: null in a column, NaN in arithmetic.</summary>
internal static class UnknownNumber
{
    public static double MaybeAt(this Column column, int row) =>
        column.IsNull(row) ? double.NaN : column.Values<double>()[row];

    public static void AppendMaybe(this ColumnBuilder column, double value)
    {
        if (double.IsNaN(value)) column.AppendNull();
        else column.Append(value);
    }
}
