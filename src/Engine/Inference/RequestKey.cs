using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Inference;

/// <summary>What a request is told by.</summary>
/// <param name="Group">Of instruction and prefix: what requests of one group share.</param>
/// <param name="Request">Of the model and all of the request: equal means that the answer may be the same.</param>
internal readonly record struct RequestKey(Hash256 Group, Hash256 Request)
{
    public static RequestKey[] Of(string model, IReadOnlyList<WrittenRequest> requests)
    {
        var keys = new RequestKey[requests.Count];
        var fold = new Fold();
        for (int i = 0; i < keys.Length; i++)
        {
            WrittenRequest request = requests[i];
            bool isLikeLast = i > 0 && request.Prefix == requests[i - 1].Prefix
                && request.Instruction == requests[i - 1].Instruction;   // A prefix is long; those around it share it.
            Hash256 group = isLikeLast ? keys[i - 1].Group
                : fold.Add(model).Add(request.Instruction).Add(request.Prefix).Finish();
            keys[i] = new RequestKey(group, Own(fold.Add(group), request));
        }

        return keys;
    }

    private static Hash256 Own(Fold fold, WrittenRequest request)
    {
        TextParameters p = request.Parameters;
        fold.Add(request.Suffix).Add(request.Grammar is null ? 0 : 1).Add(request.Grammar ?? "");
        fold.Add(p.TokensMax).Add(Bits(p.Temperature)).Add(p.TopK).Add(Bits(p.TopP)).Add(Bits(p.MinP));
        return fold.Add(unchecked((long)p.Seed)).Finish();
    }

    private static long Bits(float value) => BitConverter.SingleToInt32Bits(value);
}
