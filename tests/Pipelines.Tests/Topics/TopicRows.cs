using Tauric.Engine.Columnar;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

/// <summary>Topics and themes as far as what is made of them reads them.</summary>
internal static class TopicRows
{
    /// <param name="topics">Firm, number, and the angle of the vector in the plane, in degrees.</param>
    public static RecordBatch Topics(params (string Firm, int Number, double Angle)[] topics)
    {
        using var rows = new BatchBuilder(TopicDatasets.Topics.Schema);
        foreach ((string firm, int number, double angle) in topics)
        {
            string[] texts = ["gvkey", "representation", "name", "named_by", "summary", "summarised_by"];
            foreach (string text in texts) rows[text].AppendText(text);
            rows["topic_id"].AppendText($"{firm}_{number}");
            rows["firm_id"].AppendText(firm);
            rows["firm_name"].AppendText($"Firm {firm}");
            rows["local_topic_id"].Append(number);
            rows["permno"].Append(1L);
            rows["earnings_call_date"].Append(19_000);
            rows["n_sentences"].Append(10);
            rows["coherence_npmi"].Append(0.0);
            rows["stability"].Append(1.0);
            string[] keywords = [angle < 45 ? "freight" : "credit", "shared"];
            Texts(rows["keywords"], keywords);
            Texts(rows["representative_sentences"], []);
            Texts(rows["sentence_ids"], []);
            rows["probabilities"].CloseRow();
            Vector(rows["vector"], angle);
            rows["quarter"].AppendText("2023Q1");
        }

        return rows.Build();
    }

    /// <param name="themes">Name, and the angle of the vector.</param>
    public static RecordBatch Themes(params (string Id, double Angle)[] themes)
    {
        using var rows = new BatchBuilder(TopicDatasets.Themes.Schema);
        foreach ((string id, double angle) in themes)
        {
            rows["theme_id"].AppendText(id);
            foreach (string text in new[] { "name", "named_by", "description", "summarised_by", "quarter" })
                rows[text].AppendText(text);
            foreach (string count in new[] { "n_topics", "n_firms", "n_sentences" }) rows[count].Append(3);
            rows["dominance"].Append(0.3);
            Texts(rows["keywords"], []);
            Texts(rows["topic_ids"], []);
            Vector(rows["vector"], angle);
        }

        return rows.Build();
    }

    private static void Texts(ColumnBuilder column, string[] texts)
    {
        foreach (string text in texts) column.Child().AppendText(text);
        column.CloseRow();
    }

    private static void Vector(ColumnBuilder column, double angle)
    {
        (double sin, double cos) = Math.SinCos(angle * Math.PI / 180);
        column.Child().Append((float)cos);
        column.Child().Append((float)sin);
        column.CloseRow();
    }
}
