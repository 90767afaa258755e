using Tauric.Engine;

namespace Tauric.WriterModel.Tests;

public sealed class NetworkTests
{
    private static readonly Shape s_shape = new(Vocabulary: 64, Width: 32, Layers: 2, Heads: 2, Hidden: 64);

    [Fact]
    public void The_gradient_is_the_slope_of_the_loss_for_every_parameter()
    {
        Weights weights = Weights.Draw(s_shape, 1);
        foreach (ref float value in weights.Values.Span) value *= 1.5f;
        var network = new Network(weights, 256);
        Batch batch = Drawn(90, 37);
        network.Gradient(batch);
        foreach (Parameter parameter in weights.Parameters)
        {
            (double slope, double claimed) = Slopes(weights, parameter, () => network.Loss(batch));
            double wrong = Math.Abs(slope - claimed) / (Math.Max(Math.Abs(slope), Math.Abs(claimed)) + 1e-3);
            Assert.True(wrong < 0.03, $"{parameter.Name}: {claimed} for {slope}");
        }
    }

    [Fact]
    public void Documents_packed_together_are_learned_as_if_alone()
    {
        var network = new Network(Weights.Draw(s_shape, 2), 256);
        double together = network.Loss(Drawn(90, 37));
        double first = network.Loss(Drawn(90)), second = network.Loss(Second(Drawn(90, 37)));
        Assert.Equal(together, ((90 * first) + (37 * second)) / 127, 5);
    }

    [Fact]
    public void What_comes_later_changes_nothing_before_it()
    {
        var network = new Network(Weights.Draw(s_shape, 3), 256);
        Batch whole = Drawn(90);
        Batch early = whole with { Rows = [.. whole.Rows.Take(40)], Targets = [.. whole.Targets.Take(40)] };
        Batch changed = early with { Tokens = [.. early.Tokens.Take(40), .. early.Tokens.Skip(40).Reverse()] };
        Assert.Equal(network.Loss(early), network.Loss(changed));
    }

    /// <summary>Along one direction of random signs, by difference and by the gradient.</summary>
    private static (double Slope, double Claimed) Slopes(Weights weights, Parameter parameter, Func<double> loss)
    {
        var random = CounterRandom.For(7, parameter.Name);
        float[] direction = new float[parameter.Length];
        foreach (ref float sign in direction.AsSpan()) sign = (2 * random.NextInt(2)) - 1;
        float[] before = weights.Values.Span.Slice(parameter.Offset, parameter.Length).ToArray();
        float step = 4e-3f / MathF.Sqrt(parameter.Columns);
        double Moved(float by)
        {
            Span<float> values = weights.Values.Span.Slice(parameter.Offset, parameter.Length);
            for (int i = 0; i < values.Length; i++) values[i] = before[i] + (by * direction[i]);
            double moved = loss();
            before.CopyTo(values);
            return moved;
        }

        double claimed = 0;
        for (int i = 0; i < direction.Length; i++)
            claimed += (double)direction[i] * weights.Gradients.Span[parameter.Offset + i];
        return ((Moved(step) - Moved(-step)) / (2 * (double)step), claimed);
    }

    private static Batch Drawn(params int[] lengths)
    {
        var random = CounterRandom.For(3, "batch");
        List<int> tokens = [], starts = [0], targets = [];
        foreach (int length in lengths)
        {
            for (int i = 0; i < length; i++)
            {
                tokens.Add(random.NextInt(s_shape.Vocabulary));
                targets.Add(random.NextInt(s_shape.Vocabulary));
            }

            starts.Add(tokens.Count);
        }

        return new(tokens, starts, [.. Enumerable.Range(0, tokens.Count)], targets);
    }

    private static Batch Second(Batch two)
    {
        int start = two.Starts[1], length = two.Length(1);
        return new([.. two.Tokens.Skip(start)], [0, length], [.. Enumerable.Range(0, length)],
            [.. two.Targets.Skip(start)]);
    }
}
