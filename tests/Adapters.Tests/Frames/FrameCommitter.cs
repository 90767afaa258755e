using System.Diagnostics;
using System.Runtime.CompilerServices;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Frames;

/// <summary>
/// This program as another process that commits to frames of several symbols at once until it is killed, and prints the
/// number of every commit once it is acknowledged. Commit n gives rows of every symbol the value n: 1, 4, … write them
/// anew, 2, 5, … append to them, 3, 6, … update all. Or one that replaces a session's pack and folds what was there.
/// </summary>
internal static class FrameCommitter
{
    public const int Symbols = 6;
    public const int RowsEach = 40;

    private const string Variable = "TAURIC_TEST_FRAMES_IN";
    private const string FoldingVariable = "TAURIC_TEST_FOLDS";

    public static Process Start(string root, bool folds = false)
    {
        string program = Path.Combine(AppContext.BaseDirectory, typeof(FrameCommitter).Assembly.GetName().Name!);
        Assert.SkipUnless(File.Exists(program), "the tests were built without a program of their own");
        return Process.Start(new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            Environment = { [Variable] = root, [FoldingVariable] = folds ? "1" : "0" },
        })!;
    }

    public static LocalStore Objects(string root) => new(Path.Combine(root, "objects"));

    public static FrameStore Open(string root) =>
        new(Objects(root), Path.Combine(root, "catalog.duckdb"), TimeProvider.System);

    public static string PathOf(int symbol) => $"prices/1min/S{symbol}";

    /// <summary>Values of every symbol's rows after a commit.</summary>
    public static double[] After(long commit) =>
    [
        .. Enumerable.Repeat((double)(commit % 3 == 2 ? commit - 1 : commit), RowsEach),
        .. Enumerable.Repeat((double)commit, commit % 3 == 1 ? 0 : RowsEach),
    ];

    /// <summary>Before the test runner starts, which would take longer than the rest.</summary>
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } root) return;
        using FrameStore store = Open(root);
        for (long number = store.Resolve(null) + 1; ; number++)
        {
            if (Environment.GetEnvironmentVariable(FoldingVariable) == "1")
                ReplacedSession.Replace(Objects(root), store, number);
            else Commit(store, number);
            Console.Out.WriteLine(number);
            Console.Out.Flush();
        }
    }

    private static void Commit(FrameStore store, long number)
    {
        bool appends = number % 3 == 2;
        int start = appends ? RowsEach : 0, rows = number % 3 == 0 ? 2 * RowsEach : RowsEach;
        using RecordBatch batch = FrameStoreTests.Close(start, rows, number);
        store.Commit([.. Enumerable.Range(0, Symbols).Select(i => appends ? FrameChange.Append(PathOf(i), batch)
            : number % 3 == 0 ? FrameChange.Update(PathOf(i), batch) : FrameChange.Write(PathOf(i), batch))]);
    }
}
