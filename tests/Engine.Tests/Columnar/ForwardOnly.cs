namespace Tauric.Engine.Tests.Columnar;

/// <summary>A pipe: cannot seek, does not know its length, gives a few bytes at a time.</summary>
internal sealed class ForwardOnly(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
}
