namespace Tauric.Host.Configuration;

/// <summary>A row of the table of settings.</summary>
/// <param name="Path">Sections and name, e.g. <c>pipeline.token_budget</c>.</param>
/// <param name="Allowed">What values it takes, in words.</param>
/// <param name="Apply">Puts the parsed text into the configuration; throws <see cref="FormatException"/>.</param>
internal sealed record ConfigKey(
    string Path, string Description, string Allowed, Func<TauricConfig, string, TauricConfig> Apply)
{
    /// <summary>Shown as <c>***</c> wherever it is shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A path that is read too, because configurations already have it.</summary>
    public string? OtherPath { get; init; }

    /// <summary>A name without <c>TAURIC_</c> that is read too, because deployments already set it.</summary>
    public string? OtherVariable { get; init; }

    /// <summary><c>TAURIC_PIPELINE_TOKEN_BUDGET</c>: the path in capitals, an underscore for every dot.</summary>
    public string Variable => "TAURIC_" + Path.Replace('.', '_').ToUpperInvariant();

    public string Shown(string text) => IsSecret && text.Length > 0 ? "***" : text;
}

/// <summary>A value somebody gave, and where.</summary>
/// <param name="Origin">e.g. <c>dev.yaml:4</c>, <c>variable TAURIC_DATA_ROOT</c>, <c>option --root</c>.</param>
internal sealed record ConfigSetting(ConfigKey Key, string Text, string Origin)
{
    /// <summary>Given on the command line: then a mistake is one of usage.</summary>
    public bool IsOption { get; init; }

    /// <summary>The value as it may be shown.</summary>
    public string Shown => Key.Shown(Text);
}

/// <param name="Message">Key, value and what is allowed.</param>
internal sealed record ConfigProblem(string Message, string Origin, bool IsOption = false)
{
    public override string ToString() => Origin.Length == 0 ? Message : $"{Message} ({Origin})";
}
