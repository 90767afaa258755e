namespace Tauric.Engine.Columnar;

/// <summary>What the two wire forms of a schema (C Data Interface, IPC) must agree on.</summary>
internal static class ArrowTypes
{
    /// <summary>Every type without children or parameters.</summary>
    public static readonly ArrowType[] Flat =
    [
        ArrowType.Bool, ArrowType.Int8, ArrowType.Int16, ArrowType.Int32, ArrowType.Int64, ArrowType.UInt8,
        ArrowType.UInt16,
        ArrowType.UInt32, ArrowType.UInt64, ArrowType.Float32, ArrowType.Float64, ArrowType.Timestamp, ArrowType.Date32,
        ArrowType.Utf8, ArrowType.Binary,
    ];

    /// <summary>Other spellings of UTC that writers use.</summary>
    public static bool IsUtc(string zone) => zone is "UTC" or "Etc/UTC" or "+00:00" or "Z";

    /// <summary>Name of a C format string that the engine has no type for; prefixes before the longer ones they
    /// begin.</summary>
    public static string NameOfFormat(string format)
    {
        ReadOnlySpan<(string Prefix, string Name)> names =
        [
            ("n", "null"), ("e", "float16"), ("Z", "large_binary"), ("U", "large_utf8"), ("vz", "binary_view"),
            ("vu", "utf8_view"), ("d:", "decimal"), ("w:", "fixed_size_binary"), ("tdm", "date64"), ("tt", "time"),
            ("ts", "timestamp in another unit or zone than us, UTC"), ("tD", "duration"), ("ti", "interval"),
            ("+L", "large_list"), ("+vl", "list_view"), ("+vL", "large_list_view"), ("+m", "map"),
            ("+ud", "dense union"),
            ("+us", "sparse union"), ("+r", "run_end_encoded"),
        ];
        foreach ((string prefix, string name) in names)
            if (format.StartsWith(prefix, StringComparison.Ordinal)) return $"{name} ('{format}')";
        return $"'{format}'";
    }
}
