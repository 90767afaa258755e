using Tauric.Adapters.Models.Llama;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Models.Llama;

public sealed class LlamaLibraryTests
{
    [Fact]
    public void One_build_of_the_processors_code_serves_a_process()
    {
        var library = LlamaLibrary.Use(null);
        Assert.NotEmpty(library.CpuVariant);
        Assert.Same(library, LlamaLibrary.Use(null));
        Assert.Same(library, LlamaLibrary.Use(library.CpuVariant));
        string message = Assert.Throws<PlanException>(() => LlamaLibrary.Use("x64")).Message;
        Assert.Contains(library.CpuVariant, message, StringComparison.Ordinal);
    }
}
