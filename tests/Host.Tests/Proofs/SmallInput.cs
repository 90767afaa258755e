using Tauric.Engine.Dataflow;
using Tauric.Host.Tests.Proofs;

[assembly: AssemblyFixture(typeof(SmallInput))]

namespace Tauric.Host.Tests.Proofs;

/// <summary>The small input and what runs make of it, once for all proofs, which only read and copy them.</summary>
public sealed class SmallInput : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly Lazy<(CorpusRoot Root, RunReport Report)> _clean;
    private readonly Lazy<Outcome> _program;

    public SmallInput()
    {
        CorpusRoot.MakeInput(Folder, CorpusRoot.Options.Tickers);
        _clean = new(() =>
        {
            var root = new CorpusRoot();
            return (root, root.Run(Folder));
        });
        _program = new(() => TauricProcess.Run(_scratch.Path,
            ["run", "corpus", "--root", _scratch.Below("root"), "--input", Folder, "--json"],
            CorpusRoot.Variables.Concat(FinishedRun.Keys)).Expect(CommandLine.Done));
    }

    public string Folder => _scratch.Below("input");

    /// <summary>After a run in process; nobody changes it.</summary>
    internal CorpusRoot Clean => _clean.Value.Root;

    internal RunReport CleanReport => _clean.Value.Report;

    /// <summary>What the program said that made <see cref="ProgramRoot"/>.</summary>
    internal Outcome Program => _program.Value;

    internal string ProgramRoot
    {
        get
        {
            _ = Program;
            return _scratch.Below("root");
        }
    }

    public void Dispose()
    {
        if (_clean.IsValueCreated) _clean.Value.Root.Dispose();
        _scratch.Dispose();
    }
}
