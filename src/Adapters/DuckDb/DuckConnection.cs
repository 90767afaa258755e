using System.Runtime.InteropServices;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Native.DuckDb;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>
/// A connection: used by one thread at a time, with at most one open <see cref="DuckRows"/>. Parameters are <c>?</c> or
/// <c>$1</c>: null, bool, integers, float, double, string, byte[], DateOnly, DateTimeOffset.
/// </summary>
/// <remarks>
/// SQL that is wrong throws <see cref="UsageException"/> when the instance was opened for a user's SQL and
/// <see cref="BugException"/> otherwise; files, locks and memory throw <see cref="ResourceException"/>.
/// </remarks>
public sealed unsafe class DuckConnection : IDisposable
{
    private readonly DuckOptions _options;
    private readonly ScanRegistry _scans;
    private DuckRows? _open;

    internal DuckConnection(ConnectionHandle handle, DuckOptions options, ScanRegistry scans) =>
        (Handle, _options, _scans) = (handle, options, scans);

    internal ConnectionHandle Handle { get; }

    /// <summary>A name as SQL wants it, whatever it holds.</summary>
    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>A text literal.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>Runs a statement, or without parameters several.</summary>
    /// <returns>Rows the last one changed.</returns>
    public long Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        CheckIdle();
        DuckResult result = default;
        try
        {
            DuckState state;
            if (parameters.IsEmpty)
            {
                state = duckdb_query(Handle, sql, &result);
            }
            else
            {
                using PreparedHandle statement = Prepare(sql, parameters);
                state = duckdb_execute_prepared(statement, &result);
            }

            if (state != DuckState.Success) throw Failure(ref result, sql);
            return (long)duckdb_rows_changed(&result);
        }
        finally
        {
            duckdb_destroy_result(&result);
        }
    }

    /// <summary>The first value of the first row; null when it is null or there is no row.</summary>
    public object? ExecuteScalar(string sql, params ReadOnlySpan<object?> parameters)
    {
        using DuckRows rows = Query(sql, parameters);
        object? value = null;
        bool first = true;
        foreach (RecordBatch batch in rows)
        {
            using RecordBatch owned = batch;
            if (first) value = ValueAt(batch[0], 0);
            first = false;
        }

        return value;
    }

    /// <summary>Runs one statement and streams its rows; see <see cref="DuckRows"/>.</summary>
    public DuckRows Query(string sql, params ReadOnlySpan<object?> parameters)
    {
        CheckIdle();
        using PreparedHandle statement = Prepare(sql, parameters);
        DuckResult result = default;
        try
        {
            if (duckdb_execute_prepared_streaming(statement, &result) != DuckState.Success)
                throw Failure(ref result, sql);
            return _open = new DuckRows(this, sql, result);
        }
        catch
        {
            duckdb_destroy_result(&result);
            throw;
        }
    }

    /// <summary>Makes what <paramref name="change"/> executes one transaction.</summary>
    public void Transact(Action change)
    {
        Execute("BEGIN");
        try
        {
            change();
            Execute("COMMIT");
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <summary>From another thread: the running statement throws <see cref="OperationCanceledException"/>.</summary>
    public void Interrupt() => duckdb_interrupt(Handle);

    /// <summary>
    /// Makes batches readable as table <paramref name="name"/> by every connection of the instance until disposed.
    /// Each reading calls <paramref name="source"/> and disposes the batches; what the source throws, the statement
    /// throws. The source must not use this connection.
    /// </summary>
    public IDisposable Register(string name, Schema schema, Func<IEnumerable<RecordBatch>> source)
    {
        CheckSchema(schema);
        long id = _scans.Add(name, new ScanSource(schema, source));
        return new Registration(_scans, id, name);
    }

    /// <summary>Inserts a batch's rows, columns matched by name: about 3 million rows of 7 columns a second.</summary>
    public long Append(string table, RecordBatch batch) =>
        WithBatch(batch, source => $"INSERT INTO {Quote(table)} BY NAME SELECT * FROM {source}");

    /// <summary>
    /// Inserts rows or updates those whose key is there. Of rows of one key in the batch, the last wins. About 770,000
    /// rows a second in batches of 100,000, 240,000 in batches of 2,000.
    /// </summary>
    /// <param name="key">Columns of the table's primary key or of a unique index.</param>
    public long Upsert(string table, IReadOnlyList<string> key, RecordBatch batch)
    {
        string keys = string.Join(", ", key.Select(Quote));
        string[] rest = [.. batch.Schema.Fields.Select(f => f.Name).Except(key).Select(Quote)];
        string update = rest.Length == 0
            ? "NOTHING"
            : "UPDATE SET " + string.Join(", ", rest.Select(c => $"{c} = excluded.{c}"));
        // Within one statement DuckDB lets the first of equal keys win, and silently.
        return WithBatch(batch, source =>
            $"INSERT INTO {Quote(table)} BY NAME SELECT * EXCLUDE (tauric_row) FROM " +
            $"(SELECT *, row_number() OVER () AS tauric_row FROM {source}) " +
            $"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY tauric_row DESC) = 1 " +
            $"ORDER BY tauric_row ON CONFLICT ({keys}) DO {update}");
    }

    public void Dispose()
    {
        _open?.Dispose();
        Handle.Dispose();
    }

    internal void Closed(DuckRows rows)
    {
        if (_open == rows) _open = null;
    }

    internal Exception Failure(ref DuckResult result, string sql)
    {
        fixed (DuckResult* pointer = &result)
        {
            string message = Marshal.PtrToStringUTF8((nint)duckdb_result_error(pointer)) ?? "no reason given";
            _scans.ThrowFailure(message);
            return DuckFailure.From(duckdb_result_error_type(pointer), message, sql, _options.UserSql);
        }
    }

    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (TauricException)
        {
            // A commit that failed has ended the transaction already; why it failed is what the caller must hear.
        }
    }

    private static object? ValueAt(Column column, int row)
    {
        if (column.Length == 0 || column.IsNull(row)) return null;
        return column.Type switch
        {
            BoolType => column.Bit(row),
            IntegerType { Bytes: 8, Signed: false } => column.Values<ulong>()[row],
            IntegerType { Bytes: 4, Signed: false } => (long)column.Values<uint>()[row],
            IntegerType { Bytes: 8 } => column.Values<long>()[row],
            IntegerType { Bytes: 4 } => (long)column.Values<int>()[row],
            IntegerType { Bytes: 2, Signed: true } => (long)column.Values<short>()[row],
            IntegerType { Bytes: 2 } => (long)column.Values<ushort>()[row],
            IntegerType { Signed: true } => (long)column.Values<sbyte>()[row],
            IntegerType => (long)column.Values<byte>()[row],
            FloatType { Bytes: 4 } => (double)column.Values<float>()[row],
            FloatType => column.Values<double>()[row],
            TimestampType => Engine.Time.UtcMicros.ToDateTime(column.Values<long>()[row]),
            DateType => Engine.Time.UtcMicros.FromDate32(column.Values<int>()[row]),
            BytesType { IsText: true } => column.Text(row),
            BytesType => column.Bytes(row).ToArray(),
            _ => throw new BugException($"A {column.Type} is no scalar."),
        };
    }

    private static void CheckSchema(Schema schema)
    {
        if (schema.Count == 0) throw new UsageException("DuckDB cannot read a table without columns.");
        foreach (Field field in schema.Fields) DuckTypes.ToDuck(field.Type, field.Name).Dispose();
    }

    private long WithBatch(RecordBatch batch, Func<string, string> sql)
    {
        CheckSchema(batch.Schema);
        long id = _scans.Add(new ScanSource(batch.Schema, () => [batch.Retain()]));
        try
        {
            return Execute(sql(ScanRegistry.Sql(id)));
        }
        finally
        {
            _scans.Remove(id);
        }
    }

    private void CheckIdle()
    {
        if (_open is not null)
            throw new BugException("The connection has an open result, which another statement ends: use a second.");
    }

    private PreparedHandle Prepare(string sql, ReadOnlySpan<object?> parameters)
    {
        DuckState state = duckdb_prepare(Handle, sql, out PreparedHandle statement);
        try
        {
            if (state != DuckState.Success) throw PrepareFailure(statement, sql);
            if (duckdb_nparams(statement) != (ulong)parameters.Length)
                throw new UsageException($"{duckdb_nparams(statement)} parameters, {parameters.Length} given: {sql}");
            for (int i = 0; i < parameters.Length; i++) Bind(statement, (ulong)i + 1, parameters[i]);
            return statement;
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    // A statement that fails to prepare has a message but no error type: the message starts with its name.
    private Exception PrepareFailure(PreparedHandle statement, string sql)
    {
        string message = Marshal.PtrToStringUTF8((nint)duckdb_prepare_error(statement)) ?? "no reason given";
        _scans.ThrowFailure(message);
        DuckError kind = message switch
        {
            _ when message.StartsWith("IO Error", StringComparison.Ordinal) => DuckError.Io,
            _ when message.StartsWith("INTERNAL", StringComparison.Ordinal) => DuckError.Internal,
            _ when message.StartsWith("Out of Memory", StringComparison.Ordinal) => DuckError.OutOfMemory,
            _ => DuckError.Binder,
        };
        return DuckFailure.From(kind, message, sql, _options.UserSql);
    }

    private static void Bind(PreparedHandle statement, ulong index, object? value)
    {
        DuckState state = value switch
        {
            null => duckdb_bind_null(statement, index),
            bool b => duckdb_bind_boolean(statement, index, b ? (byte)1 : (byte)0),
            ulong u => duckdb_bind_uint64(statement, index, u),
            sbyte or byte or short or ushort or int or uint or long =>
                duckdb_bind_int64(statement, index, Convert.ToInt64(value)),
            float f => duckdb_bind_float(statement, index, f),
            double d => duckdb_bind_double(statement, index, d),
            DateOnly d => duckdb_bind_date(statement, index, Engine.Time.UtcMicros.ToDate32(d)),
            DateTimeOffset t => duckdb_bind_timestamp_tz(statement, index, Engine.Time.UtcMicros.From(t)),
            string s => BindBytes(statement, index, Encoding.UTF8.GetBytes(s), text: true),
            byte[] b => BindBytes(statement, index, b, text: false),
            _ => throw new BugException($"Parameter {index} is a {value.GetType().Name}, which SQL does not take."),
        };
        if (state != DuckState.Success) throw new BugException($"DuckDB refuses parameter {index} ({value}).");
    }

    private static DuckState BindBytes(PreparedHandle statement, ulong index, ReadOnlySpan<byte> bytes, bool text)
    {
        byte none = 0;
        fixed (byte* some = bytes)
        {
            byte* pointer = some == null ? &none : some;
            return text
                ? duckdb_bind_varchar_length(statement, index, pointer, (ulong)bytes.Length)
                : duckdb_bind_blob(statement, index, pointer, (ulong)bytes.Length);
        }
    }

    private sealed class Registration(ScanRegistry scans, long id, string name) : IDisposable
    {
        private int _gone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gone, 1) == 0) scans.Remove(id, name);
        }
    }
}
