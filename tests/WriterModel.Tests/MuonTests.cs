using Tauric.Engine;

namespace Tauric.WriterModel.Tests;

public sealed class MuonTests
{
    [Theory]
    [InlineData("blk.0.attn_q.weight")]
    [InlineData("blk.0.ffn_gate.weight")]
    [InlineData("blk.0.ffn_down.weight")]
    public void A_step_moves_every_direction_about_as_far_whatever_the_gradient(string name)
    {
        var weights = new Weights(new Shape(Vocabulary: 64, Width: 32, Layers: 1, Heads: 2, Hidden: 64));
        Parameter parameter = weights.Parameters.Single(one => one.Name == name);
        var random = CounterRandom.For(1, name);
        foreach (ref float gradient in weights.Gradients.Span) gradient = 1e-3f * (float)random.NextNormal();
        new Muon(weights).Step(parameter, rate: 1);
        int side = Math.Min(parameter.Rows, parameter.Columns);
        double scale = Math.Sqrt(Math.Max(1, (double)parameter.Rows / parameter.Columns));
        double squares = 0;
        foreach (float value in weights.Values.Span.Slice(parameter.Offset, parameter.Length))
            squares += value / scale * value / scale;
        Assert.InRange(squares / side, 0.6, 1.3);    // Mean of the squared singular values.
    }
}
