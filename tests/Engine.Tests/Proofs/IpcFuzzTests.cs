using System.Buffers.Binary;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>Hostile IPC input: it is read, or refused with <see cref="DataException"/>; nothing else, and nothing
/// leaks.</summary>
public sealed class IpcFuzzTests : NoLeaks
{
    private const int Mutants = 120_000;

    [Fact]
    public void Mutated_inputs_are_read_or_refused()
    {
        byte[][] seeds = [.. Enumerable.Range(0, 64).Select(Seed)];
        var random = CounterRandom.For(1, "ipc fuzz");
        int refused = 0;
        for (int i = 0; i < Mutants; i++)
        {
            byte[] mutant = Mutate(seeds, ref random);
            long before = NativeBuffer.OutstandingBytes;
            if (!IsReadable(mutant, i)) refused++;
            Assert.True(before == NativeBuffer.OutstandingBytes, $"mutant {i} leaks");
        }

        // Were nearly all refused, or nearly none, the mutations would not reach what they are for.
        Assert.InRange(refused, Mutants / 10, Mutants * 9 / 10);
    }

    [Fact]
    public void Every_truncation_is_read_up_to_the_cut_or_refused()
    {
        foreach (IpcFormat format in Enum.GetValues<IpcFormat>())
        {
            using RecordBatch batch = ArbitraryBatch.NotEmpty(3);
            byte[] bytes = Ipc.Bytes(format, batch);
            for (int length = 0; length < bytes.Length; length++)
            {
                bool readable = IsReadable(bytes[..length], length);
                Assert.False(readable && format == IpcFormat.File, $"a file cut to {length} bytes was read");
            }
        }
    }

    [Fact]
    public void A_length_that_the_input_cannot_hold_allocates_nothing()
    {
        byte[] huge = [0xFF, 0xFF, 0xFF, 0xFF, 0xF0, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataException>(() => Ipc.Read(huge));
        Assert.Throws<DataException>(() => Ipc.Read(new IpcReader(new ForwardOnly(huge), "pipe")));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static byte[] Seed(int seed)
    {
        using RecordBatch first = ArbitraryBatch.Of(seed, seed % 8 == 0 ? ArbitraryBatch.EveryType : null, rowsMax: 12);
        using RecordBatch second = first.Slice(0, first.Length);
        return Ipc.Bytes((IpcFormat)(seed % 2), first, second);
    }

    private static byte[] Mutate(byte[][] seeds, ref CounterRandom random)
    {
        byte[] bytes = [.. seeds[random.NextInt(seeds.Length)]];
        for (int n = 1 + random.NextInt(3); n > 0 && bytes.Length > 8; n--)
        {
            int at = random.NextInt(bytes.Length - 8);
            switch (random.NextInt(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.NextInt(8)); break;
                case 1: bytes[at] = (byte)random.NextBits(); break;
                case 2: BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at & ~3), random.NextInt(64) - 8); break;
                case 3:
                    BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at & ~7),
                    (long)random.NextBits() >> random.NextInt(64));
                    break;
                case 4:
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at & ~3),
                    int.MaxValue - random.NextInt(16));
                    break;
                case 5: if (random.NextInt(4) == 0) bytes = bytes[..at]; break;
                default: bytes = Splice(bytes, at, seeds[random.NextInt(seeds.Length)], ref random); break;
            }
        }

        return bytes;
    }

    private static byte[] Splice(byte[] bytes, int at, byte[] other, ref CounterRandom random)
    {
        int from = random.NextInt(other.Length) & ~7, length = Math.Min(8 * random.NextInt(16), other.Length - from);
        length = Math.Min(length, bytes.Length - (at & ~7));
        other.AsSpan(from, length).CopyTo(bytes.AsSpan(at & ~7));
        return bytes;
    }

    private static bool IsReadable(byte[] bytes, int number)
    {
        Span<byte> target = stackalloc byte[RowHash.Size];
        try
        {
            using var reader = (number & 1) == 0 ? new IpcReader(bytes, "mutant")
                : new IpcReader(new MemoryStream(bytes), "mutant");
            while (reader.Next() is { } read)
            {
                using RecordBatch batch = read;
                using var hash = new RowHash([.. batch.Schema.Fields.Select(f => f.Name)]);
                for (int row = 0; row < Math.Min(batch.Length, 20); row++) hash.Of(batch, row, target);
            }

            return true;
        }
        catch (DataException)
        {
            return false;
        }
    }
}
