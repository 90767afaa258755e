using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>What a thesis is made of, and who worded it, as JSON.</summary>
internal static class ThesisJson
{
    private const string Version = "2";
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For the plan and each section: <c>model</c> or <c>rule</c>.</summary>
    /// <param name="bytes">Used over and over; the answer lies in it.</param>
    public static ReadOnlySpan<byte> Authors(FormAnswer plan, Thesis thesis, ArrayBufferWriter<byte> bytes)
    {
        bytes.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(bytes, s_json))
        {
            json.WriteStartObject();
            json.WriteString("plan", Author(plan));
            foreach (ThesisSection s in thesis.Sections) json.WriteString(s.Heading, Author(s.Answer));
            json.WriteEndObject();
        }

        return bytes.WrittenSpan;
    }

    /// <summary>Summary, claims with their evidence, risks and recommendation.</summary>
    /// <param name="bytes">Used over and over; the answer lies in it.</param>
    public static ReadOnlySpan<byte> Structure(FormAnswer plan, Thesis thesis, ArrayBufferWriter<byte> bytes)
    {
        bytes.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(bytes, s_json))
        {
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteString("summary", thesis.Summary);
            json.WriteStartArray("claims");
            foreach (ThesisPoint point in thesis.Points) Write(json, point);
            json.WriteEndArray();
            json.WriteStartArray("risks");
            foreach (ThesisSection section in thesis.Sections.Where(s => s.Heading == SectionForm.Risks))
                foreach (ThesisPoint point in section.Points) json.WriteStringValue(point.Opinion);
            json.WriteEndArray();
            json.WriteString("recommendation", thesis.Recommendation);
            json.WriteNumber("tokens_used", plan.Tokens + thesis.Sections.Sum(s => s.Answer.Tokens));
            json.WriteEndObject();
        }

        return bytes.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter json, ThesisPoint point)
    {
        json.WriteStartObject();
        json.WriteString("text", point.Opinion);
        json.WriteString("evidence", point.Evidence.Quote.Span);
        json.WriteString("source", point.Evidence.Section);
        json.WriteNumber("stance", point.Evidence.Stance);
        json.WriteEndObject();
    }

    private static string Author(FormAnswer answer) => answer.IsByRule ? "rule" : "model";
}
