namespace Tauric.Engine.Columnar;
public static class RowHash { public static void Of(RecordBatch batch, int row, Span<byte> target) => throw new NotImplementedException(); }
