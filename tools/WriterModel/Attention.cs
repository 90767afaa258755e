namespace Tauric.WriterModel;

/// <summary>
/// Causal attention within each document of a batch. Rows of <c>mixed</c> are query, key, value. Probabilities are kept
/// for the way back: one square a document and head, its rows padded to whole registers.
/// </summary>
internal sealed unsafe class Attention(Shape shape, Rope rope)
{
    private const int Strip = 64;    // Rows at a time, so that most of what is masked is never computed.
    private readonly FloatBuffer _gradient = new(Strip * (Shape.Context + Elementwise.Width));

    /// <summary>Floats that the probabilities of a batch take.</summary>
    public static int ProbabilityFloats(Batch batch, Shape shape)
    {
        int floats = 0;
        for (int d = 0; d < batch.Documents; d++) floats += shape.Heads * batch.Length(d) * Pitch(batch.Length(d));
        return floats;
    }

    public void Forward(Batch batch, Matrix mixed, float* probabilities, Matrix attended)
    {
        Turn(batch, mixed, 1);
        foreach (Square at in Squares(batch, mixed, probabilities))
        {
            for (int row = 0; row < at.Length; row += Strip)
            {
                int rows = Math.Min(Strip, at.Length - row), seen = row + rows;
                Matrix p = at.P.Part(row, rows, 0, seen);
                Gemm.Multiply(at.Q.Part(row, rows, 0, at.Width), at.K.Part(0, seen, 0, at.Width).Turned, p,
                    alpha: 1 / MathF.Sqrt(at.Width));
                for (int i = 0; i < rows; i++)
                {
                    int padded = Pitch(seen);
                    new Span<float>(p.Row(i) + row + i + 1, padded - row - i - 1).Fill(float.NegativeInfinity);
                    Elementwise.Softmax(p.Row(i), padded);
                }

                Gemm.Multiply(p, at.V.Part(0, seen, 0, at.Width), at.In(attended).Part(row, rows, 0, at.Width));
            }
        }
    }

    /// <param name="dmixed">Gradient of query, key, value; written.</param>
    public void Backward(Batch batch, Matrix mixed, float* probabilities, Matrix dattended, Matrix dmixed)
    {
        new Span<float>(dmixed.Data, dmixed.Rows * dmixed.Columns).Clear();
        foreach (Square at in Squares(batch, mixed, probabilities))
        {
            (Matrix dq, Matrix dk, Matrix dv) = at.Mixed(dmixed);
            float scale = 1 / MathF.Sqrt(at.Width);
            for (int row = 0; row < at.Length; row += Strip)
            {
                int rows = Math.Min(Strip, at.Length - row), seen = row + rows;
                Matrix p = at.P.Part(row, rows, 0, seen);
                Matrix dout = at.In(dattended).Part(row, rows, 0, at.Width);
                Matrix ds = new(_gradient.Data, rows, seen, Pitch(seen));
                Gemm.Multiply(dout, at.V.Part(0, seen, 0, at.Width).Turned, ds);
                Gemm.Multiply(p.Turned, dout, dv.Part(0, seen, 0, at.Width), beta: 1);
                for (int i = 0; i < rows; i++) SoftmaxBack(p.Row(i), ds.Row(i), seen);
                Gemm.Multiply(ds, at.K.Part(0, seen, 0, at.Width), dq.Part(row, rows, 0, at.Width), alpha: scale);
                Gemm.Multiply(ds.Turned, at.Q.Part(row, rows, 0, at.Width), dk.Part(0, seen, 0, at.Width),
                    beta: 1, alpha: scale);
            }
        }

        Turn(batch, dmixed, -1);
    }

    private static int Pitch(int length) => (length + Elementwise.Width - 1) / Elementwise.Width * Elementwise.Width;

    /// <summary>d := p · (d − Σ p·d)</summary>
    private static void SoftmaxBack(float* p, float* d, int length)
    {
        for (int j = length; j < Pitch(length); j++) d[j] = 0;
        float pull = Elementwise.Dot(p, d, Pitch(length));
        for (int j = 0; j < length; j++) d[j] = p[j] * (d[j] - pull);
    }

    private void Turn(Batch batch, Matrix mixed, float direction)
    {
        for (int d = 0; d < batch.Documents; d++)
            for (int i = 0; i < batch.Length(d); i++)
                rope.Turn(mixed.Row(batch.Starts[d] + i), 2 * shape.Heads, i, direction);
    }

    private List<Square> Squares(Batch batch, Matrix mixed, float* probabilities)
    {
        List<Square> all = [];
        for (int d = 0; d < batch.Documents; d++)
        {
            int length = batch.Length(d), pitch = Pitch(length);
            for (int head = 0; head < shape.Heads; head++, probabilities += length * pitch)
            {
                Matrix p = new(probabilities, length, length, pitch);
                all.Add(new(batch.Starts[d], length, head * shape.HeadWidth, shape.HeadWidth, p, mixed));
            }
        }

        return all;
    }

    /// <summary>One head of one document.</summary>
    private readonly struct Square(int start, int length, int column, int width, Matrix p, Matrix mixed)
    {
        public int Length => length;

        public int Width => width;

        public Matrix P => p;

        public Matrix Q => Mixed(mixed).Q;

        public Matrix K => Mixed(mixed).K;

        public Matrix V => Mixed(mixed).V;

        /// <summary>The columns of this head in the rows of this document.</summary>
        public Matrix In(Matrix all) => all.Part(start, length, column, width);

        public (Matrix Q, Matrix K, Matrix V) Mixed(Matrix all)
        {
            int third = all.Columns / 3;
            return (
                all.Part(start, length, column, width),
                all.Part(start, length, third + column, width),
                all.Part(start, length, (2 * third) + column, width));
        }
    }
}
