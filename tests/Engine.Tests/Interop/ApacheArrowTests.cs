using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Tests.Columnar;

namespace Tauric.Engine.Tests.Interop;

/// <summary>What we write, npm apache-arrow reads; what it writes, we read.</summary>
public sealed class ApacheArrowTests : NoLeaks
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        Encoder =
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    [Theory]
    [InlineData(IpcFormat.Stream)]
    [InlineData(IpcFormat.File)]
    public void Batches_cross_to_apache_arrow_and_back(IpcFormat format)
    {
        string folder = Path.Combine(Repository.Root, "tests/interop");
        if (!Directory.Exists(Path.Combine(folder, "node_modules/apache-arrow")))
            Assert.Skip("tests/interop/node_modules has no apache-arrow: restore it with npm ci in tests/interop.");
        for (int seed = 0; seed < 4; seed++)
        {
            using RecordBatch batch = Readable(seed);
            string work = Directory.CreateTempSubdirectory("tauric-arrow").FullName;
            File.WriteAllBytes(Path.Combine(work, "in"), Ipc.Bytes(format, batch));
            using JsonDocument seen = JsonDocument.Parse(Node(folder, "check.mjs", work));
            Assert.Equal(Plain(batch), JsonSerializer.Serialize(seen.RootElement, s_json));
            foreach (string written in (ReadOnlySpan<string>)["stream", "file"])
            {
                RecordBatch back = Ipc.Read(File.ReadAllBytes(Path.Combine(work, written))).Single();
                BatchEquality.Require(batch, back);
                back.Dispose();
            }

            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Every type but those apache-arrow cannot look up: dictionaries with 64-bit indices.</summary>
    private static RecordBatch Readable(int seed)
    {
        var fields = ArbitraryBatch.EveryType.Fields.Where(f => f.Type is not DictionaryType { Width: 8 });
        var schema = new Schema([.. fields], ArbitraryBatch.EveryType.Metadata);
        using RecordBatch batch = seed == 0 ? RecordBatch.Empty(schema) : ArbitraryBatch.NotEmpty(seed, schema);
        using var times = new ColumnBuilder(ArrowType.Timestamp);
        // In JavaScript's range.
        for (int row = 0; row < batch.Length; row++) times.Append(1_700_000_000_123_456L + (row * 1_001L));
        Column[] columns = [.. batch.Columns.Select(c => c.Type is TimestampType ? times.Build() : c.Retain())];
        return new RecordBatch(batch.Schema, batch.Length, columns);
    }

    private static string Node(string folder, string script, string work)
    {
        var start = new ProcessStartInfo("node",
            [script, Path.Combine(work, "in"), Path.Combine(work, "stream"), Path.Combine(work, "file")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process node = Process.Start(start)!;
            Task<string> errors = node.StandardError.ReadToEndAsync();
            string output = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            Assert.True(node.ExitCode == 0, errors.Result);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Node.js is not installed.");
            throw;
        }
    }

    private static string Plain(RecordBatch batch) => JsonSerializer.Serialize(new
    {
        metadata = batch.Schema.Metadata.ToDictionary(p => p.Key, p => p.Value),
        columns = batch.Schema.Fields.Select((f, i) => new
        {
            name = f.Name,
            nullable = f.Nullable,
            values = Enumerable.Range(0, batch.Length).Select(row => Plain(batch[i], row)),
        }),
    }, s_json);

    private static object? Plain(Column column, int row)
    {
        if (column.IsNull(row)) return null;
        switch (column.Type)
        {
            case BoolType: return column.Bit(row);
            case FloatType { Bytes: 4 }: return Hex(column.Values<float>()[row]);
            case FloatType: return Hex(column.Values<double>()[row]);
            case BytesType { IsText: true }: return column.Text(row);
            case BytesType: return Convert.ToHexString(column.Bytes(row));
            case DictionaryType: return Plain(column.Dictionary!, column.Index(row));
            case StructType: return column.Children.Select(c => Plain(c, row)).ToArray();
            case ListType or FixedListType:
                (int start, int length) = column.ItemRange(row).GetOffsetAndLength(int.MaxValue);
                return Enumerable.Range(start, length).Select(i => Plain(column.Children[0], i)).ToArray();
            case IntegerType { Signed: false } t:
                return (t.Bytes switch
                {
                    1 => column.Values<byte>()[row],
                    2 => column.Values<ushort>()[row],
                    4 => column.Values<uint>()[row],
                    _ => column.Values<ulong>()[row],
                }).ToString(CultureInfo.InvariantCulture);
            default:
                return (column.Type.Width switch
                {
                    1 => column.Values<sbyte>()[row],
                    2 => column.Values<short>()[row],
                    4 => column.Values<int>()[row],
                    _ => column.Values<long>()[row],
                }).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Hex(float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        // JavaScript has one NaN.
        BinaryPrimitives.WriteSingleBigEndian(bytes, float.IsNaN(value) ? -float.NaN : value);
        return Convert.ToHexString(bytes);
    }

    private static string Hex(double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, double.IsNaN(value) ? -double.NaN : value);
        return Convert.ToHexString(bytes);
    }
}
