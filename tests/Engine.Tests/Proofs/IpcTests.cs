using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>IPC beyond equal values: dictionaries over time, inputs of every kind, refusals.</summary>
public sealed class IpcTests : NoLeaks
{
    private static readonly Schema s_symbols = new(
        new Field("symbol", ArrowType.Dictionary(ArrowType.Int16, ArrowType.Utf8)),
        new Field("tags", ArrowType.List(ArrowType.Dictionary(ArrowType.Int8, ArrowType.Utf8))));

    [Fact]
    public void A_stream_replaces_a_dictionary_that_changed_and_only_that()
    {
        using RecordBatch a = Symbols("AAPL", "MSFT"), b = Symbols("NVDA", "AAPL");
        byte[] same = Ipc.Bytes(IpcFormat.Stream, a, a), changed = Ipc.Bytes(IpcFormat.Stream, a, b);
        Assert.True(same.Length < changed.Length);
        List<RecordBatch> back = Ipc.Read(changed);
        BatchEquality.Require(a, back[0]);
        BatchEquality.Require(b, back[1]);
        back.ForEach(batch => batch.Dispose());
    }

    [Fact]
    public void A_file_refuses_a_dictionary_that_changed()
    {
        using RecordBatch a = Symbols("AAPL"), b = Symbols("NVDA");
        string message = Assert.Throws<InvalidOperationException>(() => Ipc.Bytes(IpcFormat.File, a, b)).Message;
        Assert.Contains("'symbol'", message);
    }

    [Fact]
    public void A_pipe_is_read_as_a_file_is()
    {
        using RecordBatch batch = ArbitraryBatch.NotEmpty(9);
        RecordBatch back = Ipc.Read(
            new IpcReader(new ForwardOnly(Ipc.Bytes(IpcFormat.Stream, batch)), "pipe")).Single();
        BatchEquality.Require(batch, back);
        back.Dispose();
    }

    [Fact]
    public void A_stream_without_batches_has_its_schema()
    {
        using var target = new MemoryStream();
        using (var writer = new IpcWriter(target, ArbitraryBatch.EveryType)) writer.Finish();
        using var reader = new IpcReader(target.ToArray(), "empty");
        Assert.Equal(ArbitraryBatch.EveryType, reader.Schema);
        Assert.Equal(ArbitraryBatch.EveryType.Metadata, reader.Schema.Metadata);
        Assert.Null(reader.Next());
    }

    [Fact]
    public void A_window_costs_what_it_shows()
    {
        using var builder = new BatchBuilder(new Schema(new Field("text", ArrowType.Utf8)));
        for (int i = 0; i < 10_000; i++) builder[0].AppendText("row " + i);
        using RecordBatch batch = builder.Build();
        using RecordBatch window = batch.Slice(9_000, 10);
        Assert.InRange(Ipc.Bytes(IpcFormat.Stream, window).Length, 0, 1_024);
    }

    [Fact]
    public void An_unfinished_file_is_refused_and_says_where()
    {
        using RecordBatch batch = Symbols("AAPL");
        using var target = new MemoryStream();
        using (var writer = new IpcWriter(target, batch.Schema, IpcFormat.File)) writer.Write(batch);
        string message = Assert.Throws<DataException>(() => new IpcReader(target.ToArray(), "day.arrow")).Message;
        Assert.Contains("day.arrow, byte", message);
        Assert.Contains("incomplete", message);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused_with_its_row()
    {
        using var builder = new BatchBuilder(new Schema(new Field("title", ArrowType.Utf8)));
        builder[0].AppendText("fine");
        builder[0].AppendBytes([0xC3, 0x28]);
        using RecordBatch batch = builder.Build();
        string message = Assert.Throws<DataException>(() => Ipc.Read(Ipc.Bytes(IpcFormat.Stream, batch))).Message;
        Assert.Contains("'title': row 1 is not UTF-8", message);
    }

    private static RecordBatch Symbols(params string[] symbols)
    {
        using var builder = new BatchBuilder(s_symbols);
        foreach (string symbol in symbols)
        {
            builder[0].AppendText(symbol);
            builder[1].Child().AppendText("tag of all");
            builder[1].CloseRow();
        }

        return builder.Build();
    }
}
