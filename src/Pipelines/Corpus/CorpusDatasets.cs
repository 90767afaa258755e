using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Indicators;

namespace Tauric.Pipelines.Corpus;

/// <summary>What the corpus writes, dataset by dataset.</summary>
public static class CorpusDatasets
{
    /// <summary>Bars and values a price window holds.</summary>
    public const int WindowRows = 15;

    public static readonly IReadOnlyList<string> BarColumns = ["open", "high", "low", "close", "volume"];

    /// <summary>15 sessions up to a day, oldest first: bars and all of <see cref="IndicatorSets.Corpus"/>.</summary>
    public static readonly Dataset PriceWindow = new("price_window", PriceWindowSchema(),
        Key: "ticker", Path: "normalized/price_window/{0}/{date}.json", Format: "json")
    {
        KnownAt = "known_at",
        Table = new PublishedTable("price_window", "ticker", "date", "known_at"),
    };

    /// <summary>
    /// Prompts. <c>sources_meta</c> is the recipe: modalities, order, items taken, items the budget left out.
    /// </summary>
    public static readonly Dataset Assembled = new("assembled",
        new Schema(
            Text("sample_id"), Text("asset_id"), Date("as_of_date"), Int("variation_id"), Time("as_of_cutoff"),
            Int("prompt_tokens"), Text("sources_meta"), Text("prompt_path"), Text("prompt")),
        Key: "ticker/date", Path: "assembled/{0}/{1}/variation_{variation_id}.json", Format: "json")
    {
        Table = new PublishedTable(
            "assembled_sample", "sample_id", "asset_id", "as_of_date", "variation_id", "as_of_cutoff", "prompt_tokens",
            "sources_meta", "prompt_path"),
    };

    /// <summary>Algorithm S1, one row a ticker and day. It looks ahead of its day, so no feature may read it.</summary>
    public static readonly Dataset Labels = new("labels",
        new Schema(
            Text("asset_id"), Date("as_of_date"), Time("as_of"), Number("composite_signal"), Int("label_class"),
            Text("label"), Number("quantile"), Number("theta_sell"), Number("theta_hold"), Number("theta_buy"),
            Number("theta_strong_buy"), Date("span_start"), Date("span_end"), Text("direction"), Text("threshold_fit")),
        Key: "ticker", Path: "labels/{0}/{as_of_date}.csv", Format: "csv")
    {
        KnownAt = "as_of",
        IsOutcome = true,
        Table = new PublishedTable(
            "sample_label", "asset_id", "as_of_date", "composite_signal", "label_class", "label", "quantile"),
    };

    /// <summary>Realised class shares over all tickers, gated before anything is exported.</summary>
    public static readonly Dataset LabelShares = new("label_shares",
        new Schema(
            Int("label_class"), Text("label"), Long("rows"), Number("share"), Number("target"), Number("difference")),
        Key: "all", Path: "labels/shares.csv", Format: "csv")
    {
        IsOutcome = true,
        Table = new PublishedTable("label_shares", "label_class", "label", "rows", "share", "target", "difference"),
    };

    /// <summary>
    /// <c>written_by</c> says of the plan and each section whether a model or a rule worded it; <c>source_model</c> is
    /// the model's name where it worded any. For <c>rubric_…</c> see <see cref="Rubric.RubricScore"/>.
    /// </summary>
    public static readonly Dataset Theses = new("distilled_theses",
        new Schema(
            Text("sample_id"), Text("asset_id"), Date("as_of_date"), Int("variation_id"), Int("label_class"),
            Text("recommendation"), Text("source_model"), Text("written_by"), Number("rubric_structure"),
            Number("rubric_evidence"), Number("rubric_decision"), Text("thesis_path"), Text("thesis_structure"),
            Text("thesis_text")),
        Key: "ticker/date", Path: "distilled_theses/{0}/{1}/{sample_id}.json", Format: "json")
    {
        IsOutcome = true,
        Table = new PublishedTable(
            "distilled_thesis", "sample_id", "asset_id", "as_of_date", "variation_id", "recommendation",
            "source_model", "written_by", "rubric_structure", "rubric_evidence", "rubric_decision", "thesis_path"),
    };

    /// <summary>Prompt, label and thesis joined: what a model is trained on.</summary>
    public static readonly Dataset Export = new("export",
        new Schema(
            Text("sample_id"), Text("asset_id"), Date("as_of_date"), Int("variation_id"), Time("as_of_cutoff"),
            Int("prompt_tokens"), Text("prompt"), Int("label_class"), Text("label"), Number("composite_signal"),
            Number("quantile"), Text("recommendation"), Text("thesis_text"), Text("thesis_structure"),
            Text("source_model"), Text("written_by"), Number("rubric_structure"), Number("rubric_evidence"),
            Number("rubric_decision"), Text("sources_meta")),
        Key: "split/ticker/month", Path: "exports/parquet/{0}/ticker={1}/month={2}/samples.parquet", Format: "parquet")
    {
        IsOutcome = true,
    };

    private static Schema PriceWindowSchema()
    {
        ArrowType window = ArrowType.List(ArrowType.Float64);
        Field[] bars = [.. BarColumns.Select(n => new Field(n, window, Nullable: false))];
        Field[] values = [.. IndicatorSets.Corpus.Columns.Select(c => new Field(c.Name, window, Nullable: false))];
        var dates = new Field("dates", ArrowType.List(ArrowType.Date32), Nullable: false);
        return new Schema([Text("ticker"), Date("date"), Time("known_at"), dates, .. bars, .. values]);
    }

    private static Field Text(string name) => new(name, ArrowType.Utf8, Nullable: false);

    private static Field Time(string name) => new(name, ArrowType.Timestamp, Nullable: false);

    private static Field Date(string name) => new(name, ArrowType.Date32, Nullable: false);

    private static Field Int(string name) => new(name, ArrowType.Int32, Nullable: false);

    private static Field Long(string name) => new(name, ArrowType.Int64, Nullable: false);

    private static Field Number(string name) => new(name, ArrowType.Float64, Nullable: false);
}
