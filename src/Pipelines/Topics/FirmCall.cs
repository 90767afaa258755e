using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Topics;

/// <summary>A linked firm in a quarter, as its last call has it; dates in days since the epoch.</summary>
internal sealed record FirmCall(string FirmId, string Name, string? Ticker, string Gvkey, long Permno, int LinkDate,
    int CallDate, int Calls)
{
    /// <summary>The linked firms of a chunk, in the order of its calls, which is that of all that follows.</summary>
    public static FirmCall[] Of(RecordBatch calls)
    {
        var firms = new List<FirmCall>();
        for (int row = 0; row < calls.Length; row++)
        {
            if (calls["permno"].IsNull(row)) continue;
            int day = calls["earnings_call_date"].Values<int>()[row];
            var call = new FirmCall(calls["firm_id"].Text(row)!, calls["firm_name"].Text(row)!,
                calls["ticker"].Text(row), calls["gvkey"].Text(row)!, calls["permno"].Values<long>()[row],
                calls["link_date"].Values<int>()[row], day, Calls: 1);
            if (firms.Count == 0 || firms[^1].FirmId != call.FirmId) firms.Add(call);
            else firms[^1] = (day >= firms[^1].CallDate ? call : firms[^1]) with { Calls = firms[^1].Calls + 1 };
        }

        return [.. firms];
    }

    /// <summary>The rows of each firm; firms without rows have none of these.</summary>
    /// <param name="ids">In the order of the firms.</param>
    public static IEnumerable<(FirmCall Firm, Range Rows)> Rows(IReadOnlyList<FirmCall> firms, Column ids)
    {
        int first = 0;
        foreach (FirmCall firm in firms)
        {
            int next = first;
            while (next < ids.Length && ids.Text(next) == firm.FirmId) next++;
            if (next > first) yield return (firm, first..next);
            first = next;
        }
    }
}
