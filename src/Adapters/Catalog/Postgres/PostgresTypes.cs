using Npgsql;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>Arrow types as PostgreSQL's and back, and rows of a query as batches.</summary>
internal static class PostgresTypes
{
    private const int BatchRows = 16_384;

    /// <exception cref="PlanException">A table of PostgreSQL does not hold it.</exception>
    public static string Sql(Field column) => column.Type switch
    {
        BoolType => "boolean",
        IntegerType { Signed: true, Bytes: 1 or 2 } => "smallint",
        IntegerType { Signed: true, Bytes: 4 } => "integer",
        IntegerType { Signed: true } => "bigint",
        FloatType { Bytes: 4 } => "real",
        FloatType => "double precision",
        TimestampType => "timestamptz",
        DateType => "date",
        BytesType { IsText: true } => "text",
        BytesType => "bytea",
        _ => throw new PlanException($"Column '{column.Name}' is {column.Type}, which a PostgreSQL catalog does not "
            + "hold: publish a plain column."),
    };

    /// <summary>Streams what a query finds. The caller disposes the batches.</summary>
    public static IEnumerable<RecordBatch> Batches(NpgsqlDataReader rows, int batchRows = BatchRows)
    {
        Schema schema = SchemaOf(rows);
        using var builder = new BatchBuilder(schema);
        while (rows.Read())
        {
            for (int c = 0; c < schema.Count; c++) Append(builder[c], rows, c);
            if (builder.Length == batchRows) yield return builder.Build();
        }

        if (builder.Length > 0) yield return builder.Build();
    }

    public static Schema SchemaOf(NpgsqlDataReader rows) => new([.. Enumerable.Range(0, rows.FieldCount)
        .Select(c => new Field(rows.GetName(c), Arrow(rows.GetDataTypeName(c))))]);

    /// <summary>What has no columnar type is read as text.</summary>
    private static ArrowType Arrow(string type) => type switch
    {
        "boolean" => ArrowType.Bool,
        "smallint" => ArrowType.Int16,
        "integer" => ArrowType.Int32,
        "bigint" => ArrowType.Int64,
        "real" => ArrowType.Float32,
        "double precision" => ArrowType.Float64,
        "timestamp with time zone" => ArrowType.Timestamp,
        "date" => ArrowType.Date32,
        "bytea" => ArrowType.Binary,
        "text[]" => ArrowType.List(ArrowType.Utf8),
        _ => ArrowType.Utf8,
    };

    private static void Append(ColumnBuilder column, NpgsqlDataReader rows, int c)
    {
        if (rows.IsDBNull(c))
        {
            column.AppendNull();
            return;
        }

        switch (column.Type)
        {
            case BoolType: column.AppendBool(rows.GetBoolean(c)); break;
            case IntegerType { Bytes: 2 }: column.Append(rows.GetInt16(c)); break;
            case IntegerType { Bytes: 4 }: column.Append(rows.GetInt32(c)); break;
            case IntegerType: column.Append(rows.GetInt64(c)); break;
            case FloatType { Bytes: 4 }: column.Append(rows.GetFloat(c)); break;
            case FloatType: column.Append(rows.GetDouble(c)); break;
            case TimestampType: column.Append(UtcMicros.From(rows.GetDateTime(c))); break;
            case DateType: column.Append(UtcMicros.ToDate32(rows.GetFieldValue<DateOnly>(c))); break;
            case BytesType { IsText: true }: column.AppendText(rows.GetString(c)); break;
            case BytesType: column.AppendBytes(rows.GetFieldValue<byte[]>(c)); break;
            default:
                foreach (string text in rows.GetFieldValue<string[]>(c)) column.Child().AppendText(text);
                column.CloseRow();
                break;
        }
    }
}
