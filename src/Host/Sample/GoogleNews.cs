using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample;

/// <summary>RSS 2.0 as <c>news.google.com/rss/search</c> answers for a month: at most 100 items, no order.</summary>
internal static class GoogleNews
{
    private const int ItemsMax = 100;

    public static byte[] Payload(
        long seed, Issuer issuer, DateOnly from, DateOnly to, IEnumerable<Release> items, Planted planted)
    {
        Release[] shown = [.. items.Take(ItemsMax)];
        CounterRandom.For(seed, "google", issuer.Ticker, $"{from:yyyy-MM-dd}").Shuffle<Release>(shown);
        planted.GoogleItems += shown.Length;
        using MemoryStream stream = new();
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (XmlWriter xml = XmlWriter.Create(stream, settings))
        {
            string query = $"\"{issuer.YahooSymbol}\" after:{from:yyyy-MM-dd} before:{to.AddDays(1):yyyy-MM-dd}";
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("channel");
            xml.WriteElementString("generator", "NFE/5.0");
            xml.WriteElementString("title", $"{query} - Google News");
            xml.WriteElementString("language", "en-US");
            Array.ForEach(shown, item => Write(xml, item));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Write(XmlWriter xml, Release item)
    {
        string token = Token(item);
        string link = $"https://news.google.com/rss/articles/{token}?oc=5";
        string published = UtcMicros.ToDateTime(item.Micros).ToString("r", CultureInfo.InvariantCulture);
        bool malformed = item.Kind == ReleaseKind.Malformed;
        xml.WriteStartElement("item");
        if (!malformed || item.Id % 2 == 0)
        {
            xml.WriteElementString("title", $"{item.Headline} - {item.Publisher.Name}");
        }

        xml.WriteElementString("link", link);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(token);
        xml.WriteEndElement();
        if (!malformed || item.Id % 2 != 0)
        {
            xml.WriteElementString("pubDate", published);
        }

        xml.WriteElementString("description", $"<a href=\"{link}\" target=\"_blank\">{Escaped(item.Headline)}</a>"
            + $"&nbsp;&nbsp;<font color=\"#6f6f6f\">{Escaped(item.Publisher.Name)}</font>");
        xml.WriteStartElement("source");
        xml.WriteAttributeString("url", $"https://www.{item.Publisher.Host}");
        xml.WriteString(item.Publisher.Name);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal);

    /// <summary>An opaque redirect: the same story has other letters here than in any other feed.</summary>
    private static string Token(Release item)
    {
        byte[] hash = SHA512.HashData(Encoding.UTF8.GetBytes($"google/{item.Id}/{item.Publisher.Host}"));
        return "CBMi" + Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
