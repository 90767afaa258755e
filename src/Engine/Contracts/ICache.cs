namespace Tauric.Engine.Contracts;

/// <summary>Bytes under a key for a while. It may forget earlier, never later; safe from many threads.</summary>
public interface ICache
{
    /// <summary>Null when there is nothing, or it has expired.</summary>
    byte[]? Get(string key);

    /// <summary>Replaces what is under the key.</summary>
    /// <param name="lifetime">From now; above zero.</param>
    void Set(string key, ReadOnlySpan<byte> value, TimeSpan lifetime);

    /// <summary>Forgets a key, if it is there.</summary>
    void Remove(string key);
}
