using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

// Chapter "chat templates".
internal static unsafe partial class LlamaApi
{
    /// <summary>Knows some fifty templates by their looks; runs none.</summary>
    /// <param name="template">One of those, or the name of one.</param>
    /// <returns>Bytes of the prompt, whether or not they had room; negative for an unknown template.</returns>
    [LibraryImport(Library)]
    internal static partial int llama_chat_apply_template(
        byte* template, LlamaChatMessage* messages, nuint count, byte addAssistant, byte* prompt, int bytes);
}
