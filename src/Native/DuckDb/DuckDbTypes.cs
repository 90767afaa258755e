using System.Runtime.InteropServices;

namespace Tauric.Native.DuckDb;

internal enum DuckState
{
    Success = 0,
    Error = 1,
}

/// <summary><c>duckdb_type</c>.</summary>
internal enum DuckType
{
    Invalid = 0,
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    Time = 14,
    Interval = 15,
    HugeInt = 16,
    Varchar = 17,
    Blob = 18,
    Decimal = 19,
    TimestampS = 20,
    TimestampMs = 21,
    TimestampNs = 22,
    Enum = 23,
    List = 24,
    Struct = 25,
    Map = 26,
    Uuid = 27,
    Union = 28,
    Bit = 29,
    TimeTz = 30,
    TimestampTz = 31,
    UHugeInt = 32,
    Array = 33,
    Any = 34,
    BigNum = 35,
    SqlNull = 36,
}

/// <summary><c>duckdb_error_type</c>.</summary>
internal enum DuckError
{
    Invalid = 0,
    OutOfRange = 1,
    Conversion = 2,
    UnknownType = 3,
    Decimal = 4,
    MismatchType = 5,
    DivideByZero = 6,
    ObjectSize = 7,
    InvalidType = 8,
    Serialization = 9,
    Transaction = 10,
    NotImplemented = 11,
    Expression = 12,
    Catalog = 13,
    Parser = 14,
    Planner = 15,
    Scheduler = 16,
    Executor = 17,
    Constraint = 18,
    Index = 19,
    Stat = 20,
    Connection = 21,
    Syntax = 22,
    Settings = 23,
    Binder = 24,
    Network = 25,
    Optimizer = 26,
    NullPointer = 27,
    Io = 28,
    Interrupt = 29,
    Fatal = 30,
    Internal = 31,
    InvalidInput = 32,
    OutOfMemory = 33,
    Permission = 34,
    ParameterNotResolved = 35,
    ParameterNotAllowed = 36,
    Dependency = 37,
    Http = 38,
    MissingExtension = 39,
    Autoload = 40,
    Sequence = 41,
    InvalidConfiguration = 42,
}

/// <summary><c>duckdb_result</c>: 48 bytes, of which the header promises only the last pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DuckResult
{
    public ulong DeprecatedColumnCount;
    public ulong DeprecatedRowCount;
    public ulong DeprecatedRowsChanged;
    public void* DeprecatedColumns;
    public byte* DeprecatedErrorMessage;
    public void* InternalData;
}

/// <summary><c>duckdb_string_t</c>: 12 bytes or fewer lie inside (the tail is zero), more behind a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct DuckString
{
    public const int InlinedMax = 12;

    [FieldOffset(0)] public uint Length;
    [FieldOffset(4)] public fixed byte Inlined[InlinedMax];

    /// <summary>The first four bytes, also of a long string: comparisons start here.</summary>
    [FieldOffset(4)] public uint Prefix;
    [FieldOffset(8)] public byte* Pointer;
}

/// <summary><c>duckdb_list_entry</c>: where the items of a row lie in the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckListEntry
{
    public ulong Offset;
    public ulong Length;
}

/// <summary><c>duckdb_hugeint</c>, 128 bits, two's complement.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckHugeInt
{
    public ulong Lower;
    public long Upper;
}
