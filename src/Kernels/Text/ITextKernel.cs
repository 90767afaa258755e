namespace Tauric.Kernels.Text;

/// <summary>Numbers made of a text: its hash, its shingles, its signature, its bands. Stateless.</summary>
public interface ITextKernel
{
    /// <summary>The most numbers this text can give.</summary>
    int OutputsMax(ReadOnlySpan<char> text);

    /// <param name="text">
    /// As <see cref="CanonicalText"/> gives it: words separated by single spaces. Any UTF-16 will do, lone surrogates
    /// included: words are then what lies between two spaces, empty ones too.
    /// </param>
    /// <param name="outputs">At least <see cref="OutputsMax"/> numbers.</param>
    /// <returns>How many were written at its front; what lies behind them is not defined.</returns>
    /// <exception cref="ArgumentException"><paramref name="outputs"/> is too short.</exception>
    int Compute(ReadOnlySpan<char> text, Span<ulong> outputs);
}
