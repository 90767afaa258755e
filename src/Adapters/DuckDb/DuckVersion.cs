using System.Runtime.InteropServices;
using Tauric.Engine.Columnar;
using Tauric.Native.DuckDb;

namespace Tauric.Adapters.DuckDb;

/// <summary>What the library is, for <c>tauric doctor</c>.</summary>
public static unsafe class DuckVersion
{
    /// <summary>For example <c>v1.5.6</c>.</summary>
    public static string Library => Marshal.PtrToStringUTF8((nint)DuckDbApi.duckdb_library_version())!;

    /// <summary>Names of the extensions that are linked in, sorted.</summary>
    public static IReadOnlyList<string> Extensions()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        var names = new List<string>();
        foreach (RecordBatch batch in connection.Query(
            "SELECT extension_name FROM duckdb_extensions() WHERE installed ORDER BY extension_name"))
        {
            using RecordBatch owned = batch;
            for (int i = 0; i < batch.Length; i++) names.Add(batch[0].Text(i)!);
        }

        return names;
    }
}
