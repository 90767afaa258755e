using Tauric.Engine.Contracts;

namespace Tauric.Engine.Inference;

/// <summary>A request whose texts are there.</summary>
public sealed class WrittenRequest(
    string instruction, string prefix, string suffix, TextParameters parameters, string? grammar = null) : TextRequest
{
    public override string Instruction { get; } = instruction;

    public override string Prefix { get; } = prefix;

    public override string Suffix { get; } = suffix;

    public override string? Grammar { get; } = grammar;

    public override TextParameters Parameters { get; } = parameters;

    /// <summary>Writes a request out, once: its texts may be made anew each time they are asked for.</summary>
    public static WrittenRequest Of(TextRequest request) => request as WrittenRequest
        ?? new(request.Instruction, request.Prefix, request.Suffix, request.Parameters, request.Grammar);
}
