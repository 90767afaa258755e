using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Lanes;

/// <summary>One operator of a plan: reads columns of a tile, writes others.</summary>
internal abstract class Node
{
    /// <summary>Equal for nodes that compute the same of the same inputs.</summary>
    public object Op { get; set; } = null!;

    public Series[] Inputs { get; set; } = [];

    public Series[] Outputs { get; set; } = [];

    /// <summary>The first row on which every input is defined.</summary>
    public int Start { get; set; }

    /// <summary>Rows after <see cref="Start"/> before the outputs are defined.</summary>
    public virtual int Warmup => 0;

    /// <summary>Inputs nobody has interleaved before this node, when it runs across instruments.</summary>
    public Crossing[] Interleaved { get; set; } = [];

    /// <summary>Outputs that are read along time too.</summary>
    public Crossing[] Separated { get; set; } = [];

    /// <summary>Places of inputs, then outputs, among the interleaved columns.</summary>
    public int[] AcrossPlaces { get; set; } = [];

    /// <summary>Whether a value depends on nothing but its inputs at that row.</summary>
    public abstract bool Forgets { get; }

    /// <summary>Whether it takes four instruments at a time, interleaved.</summary>
    public virtual bool IsAcross => false;

    /// <summary>How many doubles a tile keeps for it between rows.</summary>
    public virtual int StateLength => 0;

    /// <summary>Where in a tile's state these are.</summary>
    public int StateAt { get; set; }

    /// <summary>Where inputs, then outputs, start in a tile, in doubles.</summary>
    public int[] Places { get; set; } = [];

    /// <summary>The rows [from, to) of one tile.</summary>
    public abstract void Run(Tile tile, int from, int to);

    /// <summary>The rows [from, to) of four tiles that stand at the same row.</summary>
    public virtual void Run(FourTiles four, int from, int to)
    {
        foreach (Tile tile in four.Tiles) Run(tile, from, to);
    }
}

/// <summary>A pointwise operator, four rows at a time.</summary>
internal sealed unsafe class Map<TOp>(TOp op) : Node
    where TOp : struct, IPointwise
{
    public override bool Forgets => true;

    [SkipLocalsInit]
    public override void Run(Tile tile, int from, int to)
    {
        int inputs = Inputs.Length;
        double** x = stackalloc double*[Places.Length + Row<ScalarLane>.Fields];
        for (int i = 0; i < Places.Length; i++) x[i] = tile.Start + Places[i];
        double** y = x + inputs;
        if (VectorLane.IsSupported)
        {
            int even = from + ((to - from) & -VectorLane.Width);
            Rows<VectorLane>(op, inputs, x, y, from, even);
            from = even;
        }

        if (from < to) Rows<ScalarLane>(op, inputs, x, y, from, to);
    }

    private static void Rows<T>(TOp op, int inputs, double** x, double** y, nint from, nint to)
        where T : struct, ILane<T>
    {
        double* x0 = x[0], x1 = x[1], x2 = x[2], y0 = y[0], y1 = y[1], y2 = y[2];
        for (nint row = from; row < to; row += T.Width)
        {
            Row<T> of = new(x, row), into = new(y, row);
            of.Load(inputs, x0, x1, x2);
            op.At(of, ref into);
            into.Store(TOp.Outputs, y0, y1, y2);
        }
    }
}

/// <summary>A recurrence: rows in order; four instruments at a time where there are four.</summary>
internal sealed unsafe class Follow<TOp>(TOp op) : Node
    where TOp : struct, IRecurrence
{
    public override bool Forgets => false;

    public override bool IsAcross => true;

    public override int Warmup => op.Warmup;

    public override int StateLength => Slots<ScalarLane>.Count;

    [SkipLocalsInit]
    public override void Run(Tile tile, int from, int to)
    {
        double** x = stackalloc double*[Places.Length + Row<ScalarLane>.Fields];
        for (int i = 0; i < Places.Length; i++) x[i] = tile.Start + Places[i];
        double** y = x + Inputs.Length;
        ref Slots<ScalarLane> state = ref *(Slots<ScalarLane>*)tile.State(StateAt);
        Steps(op, Inputs.Length, tile.Origin - Start, ref state, x, y, from, to);
    }

    [SkipLocalsInit]
    public override void Run(FourTiles four, int from, int to)
    {
        double** x = stackalloc double*[Places.Length + Row<ScalarLane>.Fields];
        double** y = x + Inputs.Length;
        foreach (Crossing input in Interleaved) four.Interleave(input, from, to);
        for (int i = 0; i < AcrossPlaces.Length; i++) x[i] = four.Across(AcrossPlaces[i]);
        Steps(op, Inputs.Length, four.Tiles[0].Origin - Start, ref four.State(StateAt), x, y, from, to);
        foreach (Crossing output in Separated) four.Separate(output, from, to);
    }

    /// <param name="op">Copied, so that its options stay in registers.</param>
    /// <param name="inputs">How many.</param>
    /// <param name="origin">t of row 0.</param>
    /// <param name="state">Before row <paramref name="from"/>, then before row <paramref name="to"/>.</param>
    /// <param name="x">Columns of the inputs.</param>
    /// <param name="y">Columns of the outputs.</param>
    /// <param name="from">First row.</param>
    /// <param name="to">One past the last.</param>
    private static void Steps<T>(
        TOp op, int inputs, long origin, ref Slots<T> state, double** x, double** y, nint from, nint to)
        where T : struct, ILane<T>
    {
        double* x0 = x[0], x1 = x[1], x2 = x[2], y0 = y[0], y1 = y[1], y2 = y[2];
        Slots<T> slots = state;
        for (nint row = (nint)Math.Max(from, -origin); row < to; row++)
        {
            nint at = row * T.Width;
            Row<T> of = new(x, at), into = new(y, at);
            of.Load(inputs, x0, x1, x2);
            op.Step(origin + row, ref slots, of, ref into);
            into.Store(TOp.Outputs, y0, y1, y2);
        }

        state = slots;
    }
}
