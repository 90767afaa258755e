using Tauric.Host.Tests.Proofs;

[assembly: AssemblyFixture(typeof(SmallInput))]

namespace Tauric.Host.Tests.Proofs;

/// <summary>The small input, made once for all proofs, which only read it.</summary>
public sealed class SmallInput : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public SmallInput() => CorpusRoot.MakeInput(Folder, CorpusRoot.Options.Tickers);

    public string Folder => _scratch.Path;

    public void Dispose() => _scratch.Dispose();
}
