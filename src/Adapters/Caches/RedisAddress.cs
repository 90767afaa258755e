using System.Globalization;

namespace Tauric.Adapters.Caches;

/// <summary>A Redis, as <c>redis://user:password@host:port/database</c> names it.</summary>
/// <param name="User">Empty for Redis' own default.</param>
/// <param name="Password">A secret; empty for none.</param>
public sealed record RedisAddress(string Host, int Port, string User, string Password, int Database)
{
    private const int DefaultPort = 6379;

    /// <summary>Without what is secret.</summary>
    public string Shown => $"redis://{Host}:{Port}/{Database}";

    /// <summary>Null when it is no such address.</summary>
    public static RedisAddress? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme != "redis" || uri.Host.Length == 0
            || uri.Query.Length + uri.Fragment.Length > 0) return null;
        string path = uri.AbsolutePath.Trim('/');
        int database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
            return null;
        string[] who = uri.UserInfo.Split(':', 2);
        return new RedisAddress(uri.IdnHost, uri.Port > 0 ? uri.Port : DefaultPort, Uri.UnescapeDataString(who[0]),
            who.Length > 1 ? Uri.UnescapeDataString(who[1]) : "", database);
    }

    /// <summary>A record would print its password.</summary>
    public override string ToString() => Shown;
}
