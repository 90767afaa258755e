using Tauric.Adapters.Models.Endpoint;
using Tauric.Adapters.Models.Llama;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Embeddings;

namespace Tauric.Host;

/// <summary>From section <c>topics.embedding</c> of the configuration to a model.</summary>
internal static class Embeddings
{
    /// <exception cref="PlanException">There is no such model.</exception>
    public static IEmbeddingModel Open(TauricConfig config, Terminal terminal)
    {
        ModelConfig model = config.Embedding;
        return model.Kind switch
        {
            "hashed" => new HashedEmbedding(),
            ModelConfig.Endpoint =>
                new EndpointEmbeddingModel(Writers.Endpoint(model, terminal), model.Dimensions, terminal.Clock),
            _ => new LlamaEmbeddingModel(Writers.Llama(config, model, terminal)),
        };
    }
}
