namespace Tauric.Adapters.Models.Llama;

/// <summary>How the sequences of a lane lie in memory.</summary>
/// <param name="IsShared">
/// One memory for all: the prefix is there once, whatever its length. Not shared: each sequence has its own, which is
/// faster where prefixes are short, because nobody looks at the cells of others, and takes more.
/// </param>
/// <param name="Cells">Tokens: of all sequences where it is shared, else of each.</param>
internal readonly record struct LaneMemory(bool IsShared, int Cells)
{
    /// <summary>What a lane may take without being asked to share.</summary>
    private const long OwnBytesMax = 1L << 30;

    /// <summary>Decided by the file and the options alone, never by the machine: it decides bits.</summary>
    public static LaneMemory For(LlamaWeights weights, LlamaOptions options, int contextTokens)
    {
        const int Multiple = 256;   // llama.cpp's own.
        int own = (contextTokens + Multiple - 1) / Multiple * Multiple;
        bool fits = (weights.File.TokenBytes ?? OwnBytesMax) * own * (options.Slots + 1) <= OwnBytesMax;
        if (options.CellTokens == 0 && fits) return new LaneMemory(IsShared: false, own);
        // Two more than one request may fill, for the row that keeps another company.
        int cells = options.CellTokens == 0 ? 2 * contextTokens : options.CellTokens;
        return new LaneMemory(IsShared: true, Math.Max(cells, Math.Max(contextTokens + 2, Multiple)));
    }
}
