using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;

namespace Tauric.Kernels.Lanes;

/// <summary>
/// The definitions of some nodes compiled into one loop over rows: their options are constants of its code, what one
/// writes the next reads from a register, so are the rows before, and what nobody else reads is never stored.
/// </summary>
[RequiresDynamicCode(Compiles)]
[RequiresUnreferencedCode(Compiles)]
internal sealed class FusedLoop
{
    private const string Compiles = "Emits a method over the operators' types.";

    private static readonly string[] Fields = [nameof(Row<>.A), nameof(Row<>.B), nameof(Row<>.C)];

    private readonly ILGenerator _il;
    private readonly Type _lane;
    private readonly Type _row;
    private readonly int _width;
    private readonly IReadOnlySet<int> _stored;
    private readonly LocalBuilder _inputs;
    private readonly Dictionary<int, (LocalBuilder Row, FieldInfo Column)> _now = [];
    private readonly Dictionary<int, LocalBuilder[]> _before = []; // The vector before this one, the one before that.

    private FusedLoop(ILGenerator il, Type lane, int width, IReadOnlySet<int> stored)
    {
        (_il, _lane, _width, _stored) = (il, lane, width, stored);
        _row = typeof(Row<>).MakeGenericType(lane);
        _inputs = il.DeclareLocal(_row);
    }

    /// <param name="row">What places count from.</param>
    /// <param name="end">Where <paramref name="row"/> stops: a multiple of the lane's width further.</param>
    /// <param name="states">What recurrences remember, as rows of lanes.</param>
    public unsafe delegate void Body(double* row, double* end, double* states);

    /// <param name="nodes">Pointwise or recurrences, with at most <see cref="Row{T}.Fields"/> columns each way.</param>
    /// <param name="stored">The places somebody outside of the loop reads.</param>
    public static unsafe Body Compile<T>(IReadOnlyList<PlacedNode> nodes, IReadOnlySet<int> stored)
        where T : struct, ILane<T>
    {
        Type[] parameters = [typeof(double*), typeof(double*), typeof(double*)];
        var method = new DynamicMethod(nameof(FusedLoop), null, parameters, typeof(FusedLoop).Module, true);
        method.InitLocals = false;
        new FusedLoop(method.GetILGenerator(), typeof(T), T.Width, stored).Write(nodes);
        return method.CreateDelegate<Body>();
    }

    private void Write(IReadOnlyList<PlacedNode> nodes)
    {
        LocalBuilder[] ops = [.. nodes.Select(node => Constant(node.Node.Op))];
        LocalBuilder?[] states = [.. nodes.Select(node => node.Node.IsAcross ? LoadState(node.Node) : null)];
        LoadBefore(nodes);
        Label top = _il.DefineLabel(), test = _il.DefineLabel();
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(top);
        for (int i = 0; i < nodes.Count; i++) Step(nodes[i], ops[i], states[i]);
        MoveBefore();
        Address(_width);
        _il.Emit(OpCodes.Starg, 0);
        _il.MarkLabel(test);
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Blt_Un, top);
        StoreBefore();
        for (int i = 0; i < nodes.Count; i++) StoreState(nodes[i].Node, states[i]);
        _il.Emit(OpCodes.Ret);
    }

    /// <summary>An operator whose options the compiler sees.</summary>
    private LocalBuilder Constant(object op)
    {
        LocalBuilder local = _il.DeclareLocal(op.GetType());
        _il.Emit(OpCodes.Ldloca, local);
        _il.Emit(OpCodes.Initobj, local.LocalType);
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (FieldInfo field in local.LocalType.GetFields(All))
        {
            _il.Emit(OpCodes.Ldloca, local);
            if (field.FieldType == typeof(int)) _il.Emit(OpCodes.Ldc_I4, (int)field.GetValue(op)!);
            else _il.Emit(OpCodes.Ldc_R8, (double)field.GetValue(op)!);
            _il.Emit(OpCodes.Stfld, field);
        }

        return local;
    }

    private void Step(PlacedNode node, LocalBuilder op, LocalBuilder? state)
    {
        for (int i = 0; i < node.Inputs.Length; i++)
        {
            _il.Emit(OpCodes.Ldloca, _inputs);
            Value(node.Inputs[i].At, node.Inputs[i].Late);
            _il.Emit(OpCodes.Stfld, _row.GetField(Fields[i])!);
        }

        LocalBuilder outputs = _il.DeclareLocal(_row);
        _il.Emit(OpCodes.Ldloca, op);
        if (state is not null)
        {
            _il.Emit(OpCodes.Ldc_I8, node.Node.Warmup + 1L);
            _il.Emit(OpCodes.Ldloca, state);
        }

        _il.Emit(OpCodes.Ldloca, _inputs);
        _il.Emit(OpCodes.Ldloca, outputs);
        string name = state is null ? nameof(IPointwise.At) : nameof(IRecurrence.Step);
        _il.Emit(OpCodes.Call, op.LocalType.GetMethod(name)!.MakeGenericMethod(_lane));
        for (int i = 0; i < node.Outputs.Length; i++)
        {
            int at = node.Outputs[i];
            _now[at] = (outputs, _row.GetField(Fields[i])!);
            if (_stored.Contains(at)) Store(at, () => Now(at));
        }
    }

    private void Value(int at, int late)
    {
        if (!_now.ContainsKey(at))
        {
            Load(at - late);
            return;
        }

        (int vectors, int rows) = Math.DivRem(late, _width);
        Earlier(at, vectors);
        if (rows == 0) return;
        Earlier(at, vectors + 1);
        _il.Emit(OpCodes.Ldc_I4, rows);
        _il.Emit(OpCodes.Call, _lane.GetMethod(nameof(ILane<>.Back))!);
    }

    private void Earlier(int at, int vectors)
    {
        if (vectors == 0) Now(at);
        else _il.Emit(OpCodes.Ldloc, _before[at][vectors - 1]);
    }

    private void Now(int at)
    {
        _il.Emit(OpCodes.Ldloc, _now[at].Row);
        _il.Emit(OpCodes.Ldfld, _now[at].Column);
    }

    private void LoadBefore(IReadOnlyList<PlacedNode> nodes)
    {
        var written = nodes.SelectMany(node => node.Outputs).ToHashSet();
        foreach ((int at, int late) in nodes.SelectMany(node => node.Inputs))
        {
            if (!written.Contains(at)) continue;
            LocalBuilder[] known = _before.GetValueOrDefault(at, []);
            int vectors = (late + _width - 1) / _width;
            for (int i = known.Length; i < vectors; i++)
            {
                known = [.. known, _il.DeclareLocal(_lane)];
                Load(at - ((i + 1) * _width));
                _il.Emit(OpCodes.Stloc, known[i]);
            }

            _before[at] = known;
        }
    }

    private void MoveBefore()
    {
        foreach ((int at, LocalBuilder[] before) in _before)
        {
            for (int i = before.Length - 1; i >= 0; i--)
            {
                Earlier(at, i);
                _il.Emit(OpCodes.Stloc, before[i]);
            }
        }
    }

    /// <summary>The next run, or the next row alone, finds them where they belong.</summary>
    private void StoreBefore()
    {
        foreach ((int at, LocalBuilder[] before) in _before)
        {
            if (_stored.Contains(at)) continue;
            for (int i = 0; i < before.Length; i++)
            {
                LocalBuilder vector = before[i];
                Store(at - ((i + 1) * _width), () => _il.Emit(OpCodes.Ldloc, vector));
            }
        }
    }

    private LocalBuilder LoadState(Node node)
    {
        LocalBuilder state = _il.DeclareLocal(typeof(Slots<>).MakeGenericType(_lane));
        for (int i = 0; i < Slots<ScalarLane>.Count; i++)
        {
            _il.Emit(OpCodes.Ldloca, state);
            Slot(node, i);
            _il.Emit(OpCodes.Ldobj, _lane);
            _il.Emit(OpCodes.Stfld, state.LocalType.GetFields()[i]);
        }

        return state;
    }

    private void StoreState(Node node, LocalBuilder? state)
    {
        for (int i = 0; state is not null && i < Slots<ScalarLane>.Count; i++)
        {
            Slot(node, i);
            _il.Emit(OpCodes.Ldloc, state);
            _il.Emit(OpCodes.Ldfld, state.LocalType.GetFields()[i]);
            _il.Emit(OpCodes.Stobj, _lane);
        }
    }

    private void Load(int place)
    {
        Address(place);
        _il.Emit(OpCodes.Ldobj, _lane);
    }

    private void Store(int place, Action value)
    {
        Address(place);
        value();
        _il.Emit(OpCodes.Stobj, _lane);
    }

    private void Slot(Node node, int slot) => Address((node.StateAt + slot) * _width, OpCodes.Ldarg_2);

    private void Address(int place) => Address(place, OpCodes.Ldarg_0);

    private void Address(int place, OpCode from)
    {
        _il.Emit(from);
        _il.Emit(OpCodes.Ldc_I4, place * sizeof(double));
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }
}

/// <summary>A node, and where it reads and writes, in doubles from the row a loop is at.</summary>
internal sealed record PlacedNode(Node Node, (int At, int Late)[] Inputs, int[] Outputs);
