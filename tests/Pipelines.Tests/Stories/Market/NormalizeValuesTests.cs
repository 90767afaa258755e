using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Market;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Stories.Market;

public class NormalizeValuesTests
{
    [Fact]
    public void What_every_payload_repeats_is_a_row_once_and_what_one_changes_a_row_known_when_it_came()
    {
        StepResult result = Normalize(
            Request("2025-02-28", ("2024-12-01", 4.1), ("2025-01-01", 4.0)),
            Request("2025-03-14", ("2024-12-01", 4.1), ("2025-01-01", 3.9), ("2025-02-01", 4.2)),
            Request("2025-03-28", ("2024-12-01", 4.1), ("2025-01-01", 3.9), ("2025-02-01", 4.2)));
        Assert.Equal(["2025-02 4.1", "2025-02 4", "2025-03 3.9", "2025-03 4.2"],
            result.Rows.Select(row => $"{row.Key} {row.Fields["value"]}"));
        Assert.Equal(["2025-03-01T04:59:59.999999Z", "2025-03-15T03:59:59.999999Z"], result.All("known_at").Distinct());
        Assert.Empty(result.Rejects);
    }

    [Fact]
    public void A_payload_that_contradicts_itself_is_believed_once()
    {
        StepResult result = Normalize(Request("2025-03-14", ("2025-01-01", 4.0), ("2025-01-01", 5.0)));
        Assert.Equal(["4"], result.All("value"));
        Assert.Equal(["contradicted"], result.Reasons);
    }

    [Fact]
    public void Cutting_payloads_after_a_day_changes_nothing_before() => Prop.ForAll(
        Gen.Choose(0, 8).ArrayOf(24).ToArbitrary(), Gen.Choose(1, 11).ToArbitrary(), (values, kept) =>
        {
            var first = new DateOnly(2025, 1, 3);
            (string, string)[] payloads = [.. Enumerable.Range(0, 12).Select(week => Request(
                first.AddDays(7 * week).ToString("yyyy-MM-dd"),
                [.. Enumerable.Range(0, 4).Select(month => ($"2024-{month + 7:00}-01",
                    (double)(values[((week / 2) + month) % values.Length] / 3)))]))];
            string cut = UtcMicros.Format(MarketTime.ToUtcMicros(first.AddDays(7 * kept), TimeOnly.MinValue));
            StepResult whole = Normalize(payloads), before = Normalize(payloads[..kept]);
            Assert.Equal(whole.Lines.Where((_, i) => string.CompareOrdinal(whole.Rows[i].Fields["known_at"], cut) < 0),
                before.Lines);
        }).Holds(40);

    private static (string, string) Request(string day, params (string Date, double Value)[] rows) =>
        ($"nasdaq_data_link/FRED_UNRATE/{day}.json", "{\"dataset\":{\"column_names\":[\"Date\",\"Value\"],\"data\":["
            + string.Join(',', rows.Select(row => FormattableString.Invariant($"[\"{row.Date}\",{row.Value}]")))
            + "]}}");

    private static StepResult Normalize(params (string Key, string Text)[] payloads) => RawPayloads.Normalize(
        new NormalizeValues<EconomicValue>(MarketDatasets.Economy),
        payloads.Select(p => (p.Key, Encoding.UTF8.GetBytes(p.Text))));
}
