using System.Security.Cryptography;
using System.Text;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Devices;

/// <summary>
/// Compiled programs in a folder, by SHA-256 of source, options, device and driver. An entry that is damaged is as good
/// as none; a folder that cannot be written keeps nothing. Neither stops anybody: a cache saves time, no more.
/// </summary>
internal sealed class ProgramCache(string folder)
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    public static string Key(KernelSource source, string options, DeviceTraits device)
    {
        // Apart by NUL, which none of them holds.
        string all = string.Join('\0', source.Text, options, device.Name, device.Driver);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <returns>Null when there is no whole entry.</returns>
    public byte[]? Load(string key)
    {
        try
        {
            byte[] entry = File.ReadAllBytes(PathOf(key));
            if (entry.Length <= HashBytes) return null;
            byte[] binary = entry[HashBytes..];
            return SHA256.HashData(binary).AsSpan().SequenceEqual(entry.AsSpan(0, HashBytes)) ? binary : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Another process may write the same entry: whole files are moved over each other.</summary>
    public void Save(string key, ReadOnlySpan<byte> binary)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string aside = Path.Combine(folder, Path.GetRandomFileName());
            File.WriteAllBytes(aside, [.. SHA256.HashData(binary), .. binary]);
            File.Move(aside, PathOf(key), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process compiles again.
        }
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".bin");
}
