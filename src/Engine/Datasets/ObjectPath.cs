using Tauric.Engine.Columnar;
namespace Tauric.Engine.Datasets;
public sealed class ObjectPath { public static ObjectPath Parse(Dataset d) => throw new NotImplementedException(); public bool IsConstant => true; public string Render(string key, RecordBatch rows, int row) => throw new NotImplementedException(); }
