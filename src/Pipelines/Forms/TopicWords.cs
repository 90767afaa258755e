using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <summary>Keywords as earnings calls have them, and made-up ones, so that a model learns to copy them.</summary>
internal static class TopicWords
{
    private static readonly string[] s_words =
    [
        "cloud", "data", "platform", "margin", "pricing", "supply", "chain", "inventory", "demand", "customer",
        "subscription", "growth", "guidance", "capital", "buyback", "dividend", "debt", "credit", "loan", "deposit",
        "patient", "trial", "drug", "approval", "vehicle", "battery", "charging", "store", "retail", "traffic", "cost",
        "inflation", "labor", "wage", "energy", "oil", "gas", "refining", "pipeline", "carbon", "chip", "wafer",
        "capacity", "network", "security", "software", "advertising", "content", "streaming", "travel", "hotel",
        "freight", "shipping", "tariff", "currency", "tax", "regulation", "litigation", "hiring", "efficiency",
    ];

    private static readonly string[] s_syllables =
    [
        "ba", "cor", "de", "fin", "gra", "ho", "in", "ket", "lo", "mar", "net", "or", "pla", "qui", "ros", "ser", "ti",
        "ver",
    ];

    public static string Next(ref CounterRandom random)
    {
        if (random.NextInt(4) > 0) return s_words[random.NextInt(s_words.Length)];
        var word = "";
        for (int i = 2 + random.NextInt(3); i > 0; i--) word += s_syllables[random.NextInt(s_syllables.Length)];
        return word;
    }
}
