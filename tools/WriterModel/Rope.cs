namespace Tauric.WriterModel;

/// <summary>
/// Rotary positions (Su et al. 2021): pair (2i, 2i+1) of a head is turned by position · base^(-2i / head width), the
/// interleaved order of GGUF's llama.
/// </summary>
internal sealed unsafe class Rope
{
    private readonly FloatBuffer _cosines, _sines;
    private readonly int _half;

    public Rope(Shape shape)
    {
        _half = shape.HeadWidth / 2;
        _cosines = new FloatBuffer(Shape.Context * _half);
        _sines = new FloatBuffer(Shape.Context * _half);
        for (int position = 0; position < Shape.Context; position++)
        {
            for (int i = 0; i < _half; i++)
            {
                double angle = position * Math.Pow(Shape.RopeBase, -2.0 * i / shape.HeadWidth);
                _cosines.Span[(position * _half) + i] = (float)Math.Cos(angle);
                _sines.Span[(position * _half) + i] = (float)Math.Sin(angle);
            }
        }
    }

    /// <param name="heads">Heads that lie behind each other: queries, then keys.</param>
    /// <param name="direction">1, or -1 for the way back.</param>
    public void Turn(float* heads, int count, int position, float direction)
    {
        float* cosine = _cosines.Data + (position * _half), sine = _sines.Data + (position * _half);
        for (int head = 0; head < count; head++, heads += 2 * _half)
        {
            for (int i = 0; i < _half; i++)
            {
                float a = heads[2 * i], b = heads[(2 * i) + 1], s = direction * sine[i];
                heads[2 * i] = (a * cosine[i]) - (b * s);
                heads[(2 * i) + 1] = (a * s) + (b * cosine[i]);
            }
        }
    }
}
