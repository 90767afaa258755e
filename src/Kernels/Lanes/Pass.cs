using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Lanes;

/// <summary>Nodes of one direction that run together: as one loop where there are lanes, else one by one.</summary>
internal sealed unsafe class Pass
{
    // The JIT compiler stops inlining into a method at 512 locals; these come to half of it.
    private const int NodesMax = 12;

    private readonly Node[] _nodes;
    private readonly FusedLoop.Body? _loop;
    private readonly int _width;
    private readonly int _steadyFrom;

    private Pass(Node[] nodes, IReadOnlySet<int> seen, int[] offsets)
    {
        _nodes = nodes;
        // From here on no step looks at its t.
        _steadyFrom = nodes.Max(node => node.Start + node.Warmup + 1);
        bool isWide = WideLane.IsSupported && !nodes[0].IsAcross;
        _width = isWide ? WideLane.Width : VectorLane.Width;
        if (!CanFuse || !IsNarrow(nodes[0])) return;
        PlacedNode[] placed = [.. nodes.Select(node => Place(node, offsets))];
        var stored = nodes.Zip(placed)
            .SelectMany(pair => pair.First.Outputs.Zip(pair.Second.Outputs))
            .Where(output => seen.Contains(output.First.Column))
            .Select(output => output.Second)
            .ToHashSet();
        _loop = isWide ? FusedLoop.Compile<WideLane>(placed, stored) : FusedLoop.Compile<VectorLane>(placed, stored);
    }

    /// <summary>Are there lanes, and a compiler at run time? In the published program there is none.</summary>
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
#pragma warning disable IL4000 // What has a compiler at run time is not trimmed.
    private static bool CanFuse => VectorLane.IsSupported && RuntimeFeature.IsDynamicCodeCompiled;
#pragma warning restore IL4000

    /// <summary>The passes of a stage: nodes of one direction in an order that respects their inputs.</summary>
    /// <param name="stage">The nodes.</param>
    /// <param name="seenBesides">The columns somebody reads who is not among some nodes.</param>
    /// <param name="offsets">Where row 0 of each column is in a tile.</param>
    public static Pass[] Of(Node[] stage, Func<Node[], IReadOnlySet<int>> seenBesides, int[] offsets)
    {
        var passes = new List<List<Node>>();
        foreach (Node node in stage)
        {
            if (passes.Count == 0 || !Fits(passes[^1], node)) passes.Add([]);
            passes[^1].Add(node);
        }

        return [.. passes.Select(pass => pass.ToArray()).Select(pass => new Pass(pass, seenBesides(pass), offsets))];
    }

    public void Run(Tile tile, int from, int to)
    {
        int even = from + ((to - from) & -_width);
        if (_loop is not null && !_nodes[0].IsAcross && from < even)
        {
            _loop(tile.Start + from, tile.Start + even, null);
            from = even;
        }

        if (from == to) return;
        foreach (Node node in _nodes) node.Run(tile, from, to);
    }

    /// <summary>Four instruments, interleaved.</summary>
    public void Run(FourTiles four, int from, int to)
    {
        int steady = _loop is null ? to : (int)Math.Clamp(_steadyFrom - four.Tiles[0].Origin, from, to);
        if (from < steady)
        {
            foreach (Node node in _nodes) node.Run(four, from, steady);
        }

        if (steady == to) return;
        foreach (Node node in _nodes)
            foreach (Crossing input in node.Interleaved) four.Interleave(input, steady, to);
        double* row = four.Across(0);
        _loop!(row + (4 * steady), row + (4 * to), four.States);
        foreach (Node node in _nodes)
            foreach (Crossing output in node.Separated) four.Separate(output, steady, to);
    }

    private static bool Fits(List<Node> pass, Node node) =>
        pass.Count < NodesMax && IsNarrow(pass[0]) && IsNarrow(node)
        // What is interleaved late must have been separated.
        && !node.Interleaved.Any(input => pass.Any(before => before.Outputs.Any(o => o.Column == input.Of.Column)));

    private static bool IsNarrow(Node node) =>
        node.Inputs.Length <= Row<VectorLane>.Fields && node.Outputs.Length <= Row<VectorLane>.Fields;

    private static PlacedNode Place(Node node, int[] offsets)
    {
        if (!node.IsAcross)
        {
            return new PlacedNode(
                node,
                [.. node.Inputs.Select(input => (offsets[input.Column], input.Late))],
                [.. node.Outputs.Select(output => offsets[output.Column])]);
        }

        int[] places = [.. node.AcrossPlaces.Select(place => place * FourTiles.Pitch)];
        int inputs = node.Inputs.Length;
        return new PlacedNode(node, [.. places[..inputs].Select(place => (place, 0))], places[inputs..]);
    }
}
