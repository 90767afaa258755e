namespace Tauric.Pipelines.Feeds;

/// <summary>A contract at the end of a day.</summary>
/// <param name="Price">Of the underlying at 15:45; 0 where it is not known.</param>
/// <param name="Volatility">Implied by the price at 15:45, of a year; 0 where none is.</param>
internal readonly record struct OptionContract(string Underlying, DateOnly Day, string Root, DateOnly Expiration,
    double Strike, bool IsPut, double Volume, double OpenInterest, double Price, double Volatility);

/// <summary>The contracts on one underlying at the end of a day, and what they amount to.</summary>
internal sealed class OptionChain(DateOnly day)
{
    /// <summary>Days to the expiration whose volatility is told, or to the nearest: as the VIX has it.</summary>
    private const int Horizon = 30;

    private readonly HashSet<(string Root, DateOnly Expiration, double Strike, bool IsPut)> _contracts = [];
    private readonly List<OptionContract> _priced = [];
    private double _puts, _calls, _openPuts, _openCalls;

    /// <summary>
    /// Volume and open interest of puts over those of calls; the mean volatility of the contracts at the strike nearest
    /// to the underlying's price, of the expiration nearest to thirty days, the lower and the earlier of two. What has
    /// no calls, or no price, is not there.
    /// </summary>
    public IEnumerable<(string Measure, double Value)> Measures
    {
        get
        {
            if (_calls > 0) yield return ("PUT_CALL_VOLUME", _puts / _calls);
            if (_openCalls > 0) yield return ("PUT_CALL_OPEN_INTEREST", _openPuts / _openCalls);
            if (_priced.Count > 0) yield return ("ATM_VOLATILITY", AtTheMoney());
        }
    }

    /// <returns>False when it has the contract already.</returns>
    public bool Add(OptionContract contract)
    {
        if (!_contracts.Add((contract.Root, contract.Expiration, contract.Strike, contract.IsPut))) return false;
        (_puts, _openPuts) = contract.IsPut
            ? (_puts + contract.Volume, _openPuts + contract.OpenInterest) : (_puts, _openPuts);
        (_calls, _openCalls) = contract.IsPut
            ? (_calls, _openCalls) : (_calls + contract.Volume, _openCalls + contract.OpenInterest);
        if (contract is { Price: > 0, Volatility: > 0 }) _priced.Add(contract);
        return true;
    }

    private double AtTheMoney()
    {
        DateOnly expiration = _priced.Select(c => c.Expiration)
            .MinBy(e => (Math.Abs(e.DayNumber - day.DayNumber - Horizon), e));
        OptionContract nearest = _priced.Where(c => c.Expiration == expiration)
            .MinBy(c => (Math.Abs(c.Strike - c.Price), c.Strike));
        // Sorted, so that the order of the rows does not show in the last bit.
        return _priced.Where(c => c.Expiration == expiration && c.Strike == nearest.Strike)
            .Select(c => c.Volatility).Order().Average();
    }
}
