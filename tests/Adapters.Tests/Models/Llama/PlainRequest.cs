using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Models.Llama;

/// <summary>A request as it is given.</summary>
internal sealed class PlainRequest(string prefix, string suffix, TextParameters parameters) : TextRequest
{
    public string System { get; init; } = "";

    public string? Rules { get; init; }

    public override string Instruction => System;

    public override string Prefix => prefix;

    public override string Suffix => suffix;

    public override string? Grammar => Rules;

    public override TextParameters Parameters => parameters;
}
