using System.Globalization;
using System.Text;
using Tauric.Engine;

namespace Tauric.Host.Sample.Transcripts;

/// <summary>
/// Writes invented earnings calls in the shape of the WRDS views, as <c>raw/{view}/{quarter}-{chunk}/{date}.csv</c>;
/// the link tables are whole, in a payload of their own. Which topics are said is planted.
/// </summary>
public sealed class TranscriptGenerator
{
    private readonly TranscriptOptions _options;
    private readonly string _root;
    private readonly TranscriptFirm[] _firms;
    private readonly PlantedTranscripts _planted = new();

    private TranscriptGenerator(string outDir, TranscriptOptions options)
    {
        (_options, _root) = (options, Path.Combine(outDir, "raw"));
        int sectors = Math.Clamp(options.Firms / 4, 1, TranscriptTheme.Sectors.Count);
        _firms = [.. Enumerable.Range(0, options.Firms).Select(i => TranscriptFirm.Of(options.Seed, i, sectors))];
    }

    /// <param name="outDir">Created if missing; files of the same name are replaced.</param>
    public static PlantedTranscripts Write(string outDir, TranscriptOptions options)
    {
        var generator = new TranscriptGenerator(outDir, options);
        for (int quarter = 0; quarter < options.Quarters; quarter++)
        {
            DateOnly first = options.First.AddMonths(3 * quarter);
            string name = $"{first.Year}Q{((first.Month - 1) / 3) + 1}";
            foreach ((int chunk, TranscriptFirm[] firms) in generator._firms.Chunk(options.ChunkFirms).Index())
                generator.Chunk(name, chunk, first, firms);
            generator._planted.Coverage[name] =
                (options.Firms, generator._firms.Count(firm => firm.IsLinked));
        }

        generator.Links();
        return generator._planted;
    }

    private void Chunk(string quarter, int chunk, DateOnly first, TranscriptFirm[] firms)
    {
        var details = new StringBuilder("companyid,companyname,transcriptid,keydevid,keydeveventtypeid,headline,"
            + "mostimportantdateutc,transcriptcreationdate_utc,transcriptcreationtime_utc\n");
        var turns = new StringBuilder(
            "transcriptid,transcriptcomponentid,componentorder,transcriptpersonname,speakertypename,componenttext\n");
        foreach (TranscriptFirm firm in firms)
        {
            var random = CounterRandom.For(_options.Seed, "call", quarter, $"{firm.Number}");
            DateOnly day = first.AddDays(10 + random.NextInt(60));
            int quarterNumber = ((first.Year - 2000) * 4) + ((first.Month - 1) / 3);
            long call = (quarterNumber * 10_000L) + firm.Number;
            int versions = firm.Number % 5 == 2 ? 2 : 1;
            for (int version = 1; version <= versions; version++)
            {
                long transcript = (call * 10) + version;
                DateOnly made = day.AddDays(version);
                details.Append(CultureInfo.InvariantCulture,
                    $"{firm.CompanyId},\"{firm.Name}\",{transcript},{call},48,")
                    .Append(CultureInfo.InvariantCulture, $"\"{firm.Name}, {quarter} Earnings Call\",")
                    .Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},{made:yyyy-MM-dd},0{version}:15:00\n");
                if (version == versions) Call(turns, firm, transcript, quarter);
                else turns.Append(CultureInfo.InvariantCulture,
                    $"{transcript},{transcript}00,0,{firm.Chief},Executives,\"This is a preliminary version.\"\n");
            }

            _planted.OldVersions += versions - 1;
        }

        string entity = string.Create(CultureInfo.InvariantCulture, $"{quarter}-{chunk:D2}");
        DateOnly fetched = first.AddMonths(3).AddDays(9);
        Save("wrds_transcript_detail", entity, fetched, details);
        Save("ciqtranscriptcomponent", entity, fetched, turns);
    }

    private void Call(StringBuilder turns, TranscriptFirm firm, long transcript, string quarter)
    {
        var random = CounterRandom.For(_options.Seed, "transcript", quarter, $"{firm.Number}");
        int order = 0;
        Turn("Operator", "Operator", "Good day, and welcome to the earnings call. All lines are in listen-only mode.");
        var script = new TranscriptScript(_options, firm, quarter, ref random);
        var said = new List<string>();
        foreach ((string speaker, string type, IReadOnlyList<(string Text, string? Theme)> sentences)
            in script.Turns(ref random))
        {
            foreach ((string text, string? theme) in sentences)
            {
                said.Add(text);
                Plant(firm, transcript, text, theme);
            }

            Turn(speaker, type, string.Join(' ', said));
            said.Clear();
        }

        Turn("Operator", "Operator", "This concludes the conference call. You may now disconnect.");

        void Turn(string speaker, string type, string text) => turns.Append(CultureInfo.InvariantCulture,
            $"{transcript},{transcript}{order:D3},{order++},{speaker},{type},\"{text}\"\n");
    }

    private void Plant(TranscriptFirm firm, long transcript, string text, string? theme)
    {
        if (!firm.IsLinked) return;
        _planted.Sentences++;
        (string, string) key = ($"{transcript}", text);
        if (_planted.Themes.TryGetValue(key, out string? before) && before != theme) theme = null;
        _planted.Themes[key] = theme;
    }

    private void Links()
    {
        var companies = new StringBuilder("companyid,gvkey,companyname,startdate,enddate\n");
        var securities =
            new StringBuilder("gvkey,linkprim,liid,linktype,lpermno,lpermco,usedflag,linkdt,linkenddt\n");
        foreach (TranscriptFirm firm in _firms)
        {
            if (firm.Link != TranscriptLink.NoGvkey)
                companies.Append(CultureInfo.InvariantCulture, $"{firm.CompanyId},{firm.Gvkey},\"{firm.Name}\",,\n");
            foreach (string row in Securities(firm)) securities.Append(row).Append('\n');
        }

        DateOnly fetched = _options.First.AddMonths(3 * _options.Quarters).AddDays(9);
        Save("wrds_gvkey", "all", fetched, companies);
        Save("ccmxpf_linktable", "all", fetched, securities);
    }

    private static IEnumerable<string> Securities(TranscriptFirm firm)
    {
        string Row(string prim, string type, long permno, int used, string from, string to) =>
            $"{firm.Gvkey},{prim},01,{type},{permno},{permno + 40_000},{used},{from},{to}";
        return firm.Link switch
        {
            TranscriptLink.Open => [Row("P", "LC", firm.Permno, 1, "2001-04-02", "")],
            TranscriptLink.Closed => [Row("P", "LU", firm.Permno + 7000, 1, "1999-01-04", "2015-06-30"),
                Row("C", "LU", firm.Permno, 1, "2015-07-01", "2039-12-31")],
            TranscriptLink.TwoSecurities => [Row("P", "LC", firm.Permno, 1, "2010-01-04", "E"),
                Row("C", "LU", firm.Permno + 3000, 1, "2012-01-03", "E"),
                Row("J", "LU", firm.Permno + 5000, 1, "2012-01-03", "E")],
            TranscriptLink.Unused => [Row("P", "LU", firm.Permno, 0, "2001-04-02", "")],
            TranscriptLink.Late => [Row("P", "LU", firm.Permno, 1, "2045-01-03", "")],
            _ => [],
        };
    }

    private void Save(string source, string entity, DateOnly day, StringBuilder text)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, source, entity)).FullName;
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        File.WriteAllBytes(
            Path.Combine(folder, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".csv"), bytes);
        _planted.Files++;
        _planted.Bytes += bytes.Length;
    }
}
