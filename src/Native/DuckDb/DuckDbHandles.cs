using Microsoft.Win32.SafeHandles;

namespace Tauric.Native.DuckDb;

// One handle a C object: whoever holds it disposes it, the finalizer is only the net below.

/// <summary>The instance ends with its last connection.</summary>
internal sealed class DatabaseHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_close(ref handle);
        return true;
    }
}

internal sealed class ConnectionHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_disconnect(ref handle);
        return true;
    }
}

internal sealed class ConfigHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_destroy_config(ref handle);
        return true;
    }
}

internal sealed class PreparedHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_destroy_prepare(ref handle);
        return true;
    }
}

internal sealed class LogicalTypeHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_destroy_logical_type(ref handle);
        return true;
    }
}

internal sealed class ValueHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_destroy_value(ref handle);
        return true;
    }
}

internal sealed class DataChunkHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_destroy_data_chunk(ref handle);
        return true;
    }
}

internal sealed class TableFunctionHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_destroy_table_function(ref handle);
        return true;
    }
}
