using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>Rows of the outlook begin as the rows they are made of.</summary>
internal static class OutlookRows
{
    /// <summary>Appends symbol, event_time and known_at of a row.</summary>
    public static void AppendAt(this BatchBuilder builder, RecordBatch rows, int row)
    {
        builder["symbol"].AppendBytes(rows["symbol"].Bytes(row));
        builder["event_time"].Append(rows["event_time"].Values<long>()[row]);
        builder["known_at"].Append(rows["known_at"].Values<long>()[row]);
    }
}
