using Tauric.Adapters.Sources.Live;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>Financial Modeling Prep: income statements as they stand. Kept raw; no feed reads them yet.</summary>
internal static class Fmp
{
    public static readonly HttpProvider Provider =
        new("fmp", "https://financialmodelingprep.com/stable/", PerMinute: 250)
        {
            KeyVariable = "FMP_API_KEY",
            KeyParameter = "apikey",
            Complaints = ["Error Message"],
            Sources =
            [
                new HttpSource("fmp", "corpus", new Windows(WindowSize.Request),
                    w => $"income-statement?symbol={w.Symbol.Replace('.', '-')}&period=quarter&limit=120")
                {
                    IsNothing = body => body.Trim(" \t\r\n"u8).SequenceEqual("[]"u8),
                },
            ],
        };
}
