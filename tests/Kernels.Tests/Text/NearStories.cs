using Tauric.Engine;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

/// <summary>Texts made of few templates with words changed: many pairs on both sides of any similarity.</summary>
internal static class NearStories
{
    public static ulong[][] Sets(int seed, int count)
    {
        var random = CounterRandom.For(seed, "near stories");
        string[][] templates =
            [.. Enumerable.Range(0, 4).Select(t => InventedTexts.Words(60, $"t{seed}{t}").Split(' '))];
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                string[] words = [.. templates[random.NextInt(templates.Length)]];
                for (int changes = random.NextInt(8); changes > 0; changes--)
                    words[random.NextInt(words.Length)] = $"{random.NextInt(50)}";
                return i % 20 == 19 ? [] : Shingles.Of(string.Join(' ', words));
            }),
        ];
    }
}
