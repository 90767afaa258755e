using Microsoft.Win32.SafeHandles;

namespace Tauric.Native.Llama;

// One handle a C object: whoever holds it disposes it, the finalizer is only the net below.

internal sealed class ModelHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LlamaApi.llama_model_free(handle);
        return true;
    }
}

/// <summary>Keeps its model alive: the library does not.</summary>
internal sealed class ContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private ModelHandle? _model;

    internal static ContextHandle Create(ModelHandle model, LlamaContextParams options)
    {
        bool held = false;
        model.DangerousAddRef(ref held);
        ContextHandle context = LlamaApi.llama_init_from_model(model, options);
        if (context.IsInvalid) model.DangerousRelease();
        else context._model = model;
        return context;
    }

    protected override bool ReleaseHandle()
    {
        LlamaApi.llama_free(handle);
        _model?.DangerousRelease();
        return true;
    }
}

/// <summary>A sampler, or a chain that owns its samplers.</summary>
internal sealed class SamplerHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LlamaApi.llama_sampler_free(handle);
        return true;
    }
}
