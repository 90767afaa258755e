using System.Globalization;
using System.Text.Json.Nodes;
using Tauric.Bench;
using Tauric.Host.Tests.Proofs;

const string Usage = """
    dotnet run -c Release --project bench                        lists the benchmarks
    dotnet run -c Release --project bench -- NAME [options]      runs one; 'all' runs all
      --json     ends with one JSON line a benchmark; the words go to stderr
      --record   appends that line to bench/results/<machine>/history.jsonl
      --quick    small sizes: shows that it works, measures nothing
    """;

string[] known = ["--json", "--record", "--quick"];
string[] names = [.. args.Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
bool json = args.Contains("--json"), record = args.Contains("--record"), quick = args.Contains("--quick");
TextWriter words = json ? Console.Error : Console.Out;
if (names is ["all"]) names = [.. BenchmarkCatalogue.All.Keys];
string[] wrong = [.. args.Except(known).Except(BenchmarkCatalogue.All.Keys).Except(["all"])];
if (wrong.Length > 0 || (record && quick))
{
    Console.Error.WriteLine(wrong.Length > 0 ? $"error: no such benchmark or option: {string.Join(", ", wrong)}"
        : "error: --quick measures nothing worth a --record");
    Console.Error.WriteLine(Usage);
    return 2;
}

if (names.Length == 0)
{
    foreach ((string name, (string about, _)) in BenchmarkCatalogue.All) words.WriteLine($"{name,-16} {about}");
    words.WriteLine();
    words.WriteLine(Usage);
    return 0;
}

var machine = Machine.Here();
bool failed = false;
words.WriteLine(machine);
foreach (string name in names)
{
    words.WriteLine($"{name}: {BenchmarkCatalogue.All[name].About}");
    var measurement = new Measurement(name, quick, words);
    try
    {
        BenchmarkCatalogue.All[name].Create().Run(measurement);
    }
    catch (Exception e)
    {
        Console.Error.WriteLine($"error: {name}: {e}");
        failed = true;
        continue;   // The others may still be measured.
    }

    failed |= measurement.Failed;
    string line = Line(measurement);
    if (json) Console.Out.WriteLine(line);
    if (record && !measurement.Failed) Record(line);
}

return failed ? 1 : 0;

string Line(Measurement measurement) => new JsonObject
{
    ["benchmark"] = measurement.Name,
    ["date"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    ["cpu"] = machine.Cpu,
    ["cores"] = machine.Cores,
    ["memory_gib"] = machine.MemoryGiB,
    ["dotnet"] = machine.Dotnet,
    ["duckdb"] = machine.DuckDb,
    ["program"] = TauricProgram.Kind,
    ["figures"] = measurement.Figures.DeepClone(),
}.ToJsonString();

void Record(string line)
{
    string folder = Path.Combine(Repository(), "bench", "results", machine.Slug);
    Directory.CreateDirectory(folder);
    File.AppendAllText(Path.Combine(folder, "history.jsonl"), line + "\n");
}

static string Repository()
{
    DirectoryInfo? folder = new(AppContext.BaseDirectory);
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Engine.sln"))) folder = folder.Parent;
    return folder?.FullName ?? throw new InvalidOperationException($"No Engine.sln above {AppContext.BaseDirectory}.");
}
