using System.Diagnostics;
using System.Text.Json.Nodes;
using Tauric.Host;
using Tauric.Host.Sample;
using Tauric.Host.Tests.Proofs;

namespace Tauric.Bench;

/// <summary>
/// An invented market and the data root made of it, in a temporary folder; runs are processes of their own.
/// </summary>
internal sealed class CorpusRoot : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;

    public CorpusRoot(SampleOptions sample) => SampleGenerator.Write(Input, sample);

    public string Input => Path.Combine(_folder, "input");

    private string Root => Path.Combine(_folder, "root");

    /// <summary><c>tauric run corpus --json</c> with two workers.</summary>
    /// <param name="gated">False when the days may be too few for the promised label shares.</param>
    /// <param name="memory">Budget, as <c>--memory</c> takes it.</param>
    /// <param name="variables">Settings besides those of this process.</param>
    public CorpusRun Run(
        bool gated = true, string memory = "1GB", params IEnumerable<(string Name, string Value)> variables)
    {
        ProcessStartInfo start = TauricProgram.Start(
            "run", "corpus", "--input", Input, "--root", Root, "--workers", "2", "--memory", memory, "--json",
            "--quiet");
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        if (!gated) start.Environment["TAURIC_LABELS_SHARE_TOLERANCE"] = "1";
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"tauric run corpus ended with {process.ExitCode}: {output}");
        return new CorpusRun(output, Root, seconds);
    }

    /// <summary>The same in this process, as a program that embeds the engine runs it.</summary>
    public CorpusRun RunHere()
    {
        using var output = new StringWriter();
        string[] args = ["run", "corpus", "--input", Input, "--root", Root, "--workers", "2", "--json", "--quiet"];
        long started = Stopwatch.GetTimestamp();
        int exit = CommandLine.Run(args, new Terminal(output, TextWriter.Null, Root), default).GetAwaiter().GetResult();
        if (exit != 0) throw new InvalidOperationException($"tauric run corpus ended with {exit}.");
        return new CorpusRun(output.ToString(), Root, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>SHA-256 chain of everything written: the root manifest.</summary>
    public byte[] Manifest() => File.ReadAllBytes(Path.Combine(Root, "manifest.json"));

    /// <summary>Changes the headline of one story in the middle of the span, as its provider might.</summary>
    public void CorrectOneStory()
    {
        string folder = Path.Combine(Input, "raw", "finnhub", "AAPL");
        string[] days = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
        foreach (string day in days.Skip(days.Length / 2))
        {
            JsonNode stories = JsonNode.Parse(File.ReadAllBytes(day))!;
            if (stories.AsArray().FirstOrDefault(s => s!["headline"] is not null) is not { } story) continue;
            story["headline"] = $"{story["headline"]}, company says after review";
            File.WriteAllText(day, stories.ToJsonString());
            return;
        }

        throw new InvalidOperationException("There is no story to correct.");
    }

    /// <summary>Nothing was made yet.</summary>
    public void Forget()
    {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>The JSON line of a run, and its log where it left one.</summary>
/// <param name="output">Ends with the line.</param>
/// <param name="whole">Seconds as seen from outside: with the start and end of its process, where it had one.</param>
internal sealed class CorpusRun(string output, string root, double whole)
{
    private readonly JsonNode _line = JsonNode.Parse(output.TrimEnd().Split('\n')[^1])!;

    public double WholeSeconds => whole;

    public double Seconds => (double)_line["seconds"]!;

    public long PeakBytes => (long)_line["peak_rss_bytes"]!;

    public long BytesWritten => (long)_line["bytes_written"]!;

    public long Computed => (long)_line["computed"]!;

    /// <summary>Dataset, partitions computed and rows, in pipeline order.</summary>
    public IEnumerable<(string Dataset, long Computed, long Rows)> Datasets()
    {
        JsonNode log = JsonNode.Parse(File.ReadAllBytes(Path.Combine(root, "logs", $"run_{_line["run_id"]}.json")))!;
        foreach (JsonNode? step in log["steps"]!.AsArray())
            yield return ((string)step!["dataset"]!, (long)step["computed"]!, (long)step["rows"]!);
    }
}
