using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class ITextKernelTests
{
    [Fact]
    public void Every_text_kernel_is_in_the_catalogue_and_has_its_contract_test()
    {
        string[] kernels = [.. typeof(ITextKernel).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(ITextKernel)) && !type.IsAbstract).Select(type => type.Name)];
        string[] tested = [.. typeof(TextKernelContract).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(TextKernelContract))).Select(type => type.Name)];
        Assert.NotEmpty(kernels);
        Assert.Equal(kernels.Order(), KernelCatalogue<ITextKernel>.All.Select(k => k.Value.GetType().Name).Order());
        Assert.Equal(kernels.Select(kernel => kernel + "Tests").Order(), tested.Order());
    }
}
