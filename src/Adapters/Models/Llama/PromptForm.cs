using System.Text;
using Tauric.Engine;
using Tauric.Native.Llama;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// What a chat template puts around the instruction and the user's words. Only these parts may hold control tokens:
/// words are tokenised between them, so text that spells a control token stays text.
/// </summary>
internal sealed record PromptForm(string Name, string Head, string Middle, string Tail)
{
    // Letters only, which no template trims or rewrites.
    private const string InstructionMark = "INSTRUCTIONxMARKx5f1c";
    private const string WordsMark = "WORDSxMARKx5f1c";

    /// <summary>For models without a template, or with one that llama.cpp does not know.</summary>
    private static readonly PromptForm s_plain = new("plain", "", "\n\n", "\n\n");

    /// <param name="template">A template, or the name of a known one; null for none.</param>
    /// <param name="hasInstruction">Templates often say something of their own where there is none.</param>
    public static PromptForm Of(string? template, bool hasInstruction)
    {
        PromptForm plain = hasInstruction ? s_plain : s_plain with { Middle = "" };
        if (template is null) return plain;
        string? whole = Apply(template, hasInstruction);
        int words = whole?.IndexOf(WordsMark, StringComparison.Ordinal) ?? -1;
        int instruction = hasInstruction ? whole?.IndexOf(InstructionMark, StringComparison.Ordinal) ?? -1 : 0;
        int middle = instruction + (hasInstruction ? InstructionMark.Length : 0);
        if (whole is null || instruction < 0 || words < middle) return plain;
        string name = "template " + ModelFile.HashOfText(template)[..16];
        string tail = whole[(words + WordsMark.Length)..];
        // A suffix needs one token at least to predict from.
        return new PromptForm(name, whole[..instruction], whole[middle..words], tail.Length == 0 ? "\n" : tail);
    }

    private static unsafe string? Apply(string template, bool hasInstruction)
    {
        byte[] room = new byte[template.Length + 4096];
        fixed (byte* form = Encoding.UTF8.GetBytes(template + '\0'))
        fixed (byte* system = "system\0"u8, user = "user\0"u8, prompt = room)
        fixed (byte* instruction = Encoding.UTF8.GetBytes(InstructionMark + '\0'))
        fixed (byte* words = Encoding.UTF8.GetBytes(WordsMark + '\0'))
        {
            LlamaChatMessage* messages = stackalloc LlamaChatMessage[2];
            messages[0] = new LlamaChatMessage { Role = system, Content = instruction };
            messages[1] = new LlamaChatMessage { Role = user, Content = words };
            int length = LlamaApi.llama_chat_apply_template(
                form, hasInstruction ? messages : messages + 1, hasInstruction ? 2u : 1u, 1, prompt, room.Length);
            return length < 0 || length > room.Length ? null : Encoding.UTF8.GetString(room, 0, length);
        }
    }
}
