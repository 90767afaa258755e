namespace Tauric.Host.Sample;

/// <summary>
/// Sentences of the invented press, one a line. A slot in braces is filled by <see cref="NewsGrammar"/>; a slot keeps
/// its value within one story, so that a summary repeats the numbers of its headline.
/// </summary>
internal static class NewsPhrases
{
    public static string[] Headlines(Mood mood, bool fund) => (mood, fund) switch
    {
        (Mood.Positive, false) => Good,
        (Mood.Negative, false) => Bad,
        (Mood.Neutral, false) => Plain,
        (Mood.Positive, true) => FundGood,
        (Mood.Negative, true) => FundBad,
        _ => FundPlain,
    };

    public static string[] Sentences(Mood mood, bool fund) => (mood, fund) switch
    {
        (Mood.Positive, false) => GoodSentences,
        (Mood.Negative, false) => BadSentences,
        (Mood.Neutral, false) => PlainSentences,
        _ => FundSentences,
    };

    public static string[] Good { get; } = Lines("""
        {name} wins {usd} order for {product} from {partner}
        {broker} lifts {name} price target to ${target}, cites {product}
        {name} raises full-year outlook as demand for {product} outpaces supply
        {name} to return {usd} to shareholders with new buyback
        {name} signs {years}-year supply agreement with {partner}
        {product}: {name} doubles capacity in {region} after strong bookings
        Why {name} bulls think {product} is still under-appreciated
        {name} beats {rival} to a contract worth {usd}
        {name} gains share from {rival} in {region}, survey of {count} buyers finds
        {broker} upgrades {name}: “the setup into {quarter} is attractive”
        {name} expands {product} to {count2} new markets
        {name} margin seen widening by {bps} basis points on {product}
        {agency} clears {name} plan for {product}
        {name} and {partner} deepen alliance around {product}
        {name} said to be close to settling dispute with {agency}
        {name} hires {rival} veteran to run {product}
        Hedge fund {fund} builds {mln} stake in {name}
        {name} tops list of most-owned shares in {city} survey
        {name} lifts dividend outlook as cash flow climbs {pct}%
        {name} cuts costs at {product}, sees savings of {mln} a year
        {name} order backlog hits record {usd}
        {broker} adds {name} to its conviction list for {quarter}
        {name} reports {pct}% rise in monthly sales of {product}
        {name} opens {mln} research centre in {city}
        {name} lands government work in {region} worth up to {usd}
        {name} outlook brightens as {region} recovers, {analyst} says
        {name} says {product} waitlist has grown to {count} customers
        {name} wins appeal in {region} patent case
        {name} unveils faster roadmap for {product}; suppliers rally
        {name} credit rating raised one notch on stronger balance sheet
        {partner} picks {name} over {rival} for {product} rollout
        {name} on track for best {quarter} since {year}, channel checks suggest
        {name} sells non-core unit for {mln} at a premium
        {name} executives strike upbeat tone at {city} conference
        {name}: three reasons {broker} sees ${target}
        Options traders pay up for {name} upside ahead of {event}
        {name} pilot of {product} beats targets by {pct}%
        {name} pricing power intact as {product} gets {pct}% increase
        {name} wins approval to build in {city}
        {name} customers plan to spend {big}% more on {product}, poll shows
        {name} turns the corner on {product} as losses narrow
        {rival} stumble opens door for {name} in {region}
        {name} guides above the Street for {quarter}
        {name} shares look cheap at this multiple, argues {fund}
        {name} to join {partner} in {usd} infrastructure venture
        Analysts rush to raise {name} estimates after {event}
        {name} secures long-term supply of key inputs for {product}
        {name} churn falls to lowest since {year}
        {name} chief financial officer sees “no sign of a slowdown”
        {name} gets a lift as {rival} trims its ambitions
        {product} momentum puts {name} ahead of plan, sources say
        {name} wins {count2} of {count3} lots in {region} tender
        {name} accelerates hiring for {product} in {city}
        {name} debt falls below {usd} for first time since {year}
        {name} tests higher prices for {product}; early data encouraging
        {broker} survey: {name} is the top pick for {quarter} 🚀
        {name} extends lead over {rival} in customer satisfaction
        {name} raises capital spending plan by {pct}% to meet demand
        {name} inks clean-energy deal with {partner} for {city} sites
        {name} expects tailwind of {bps} basis points from lower input costs
        {name} and {agency} agree path for {product} by {month}
        Traders eye breakout as {name} nears ${target}
        """);

    public static string[] Bad { get; } = Lines("""
        {agency} opens probe into {name} over {product}
        {broker} cuts {name} price target to ${target} on {product} worries
        {name} warns on {quarter} revenue as orders for {product} slip
        {name} delays {product} launch to {month}, people familiar say
        {name} loses {usd} contract to {rival}
        {name} recalls {count} units tied to {product}
        {name} faces {mln} fine in {region}
        {broker} downgrades {name}: “too much hope in the price”
        {name} to cut {count} jobs as growth cools
        {name} margins squeezed by {bps} basis points as costs climb
        {rival} undercuts {name} by {pct}% in {region}
        {name} insiders trim holdings ahead of {event}
        {name} hit by outage affecting {product} in {region}
        {name} supplier {partner} flags weaker orders
        Short seller {fund} takes aim at {name} accounting for {product}
        {name} sales in {region} fall {pct}%, third-party data show
        {name} sued by {partner} over {product} terms
        {name} shelves {mln} expansion in {city}
        {name} chief of {product} departs after {years} years
        {name} outlook cut by {agency} adviser on policy risk
        Why {fund} sold its entire {name} position
        {name} customers delay spending on {product}, survey of {count} finds
        {name} inventories swell to {usd}, raising questions
        {name} loses ground to {rival} as buyers trade down
        {name} strike threat grows at {city} site
        {name} weighs write-down of {mln} on {product}
        {region} regulators seek to block {name} deal with {partner}
        {name} guidance disappoints; {analyst} sees cuts of {pct}%
        {name} credit outlook lowered on rising leverage
        {name} data breach may affect {count} accounts
        {name} faces tougher comparisons in {quarter}, {broker} warns
        {name} loses appeal; damages of {mln} stand
        {name} drops plan for {product} after cost overrun
        {name} put volume jumps as traders hedge {event}
        {name} faces export limits on {product} to {region}
        {name} tax bill could rise {mln} under new {region} rules
        {name} misses internal target for {product} by {big}%, memo shows
        {rival} poaches {name} engineers behind {product}
        {name} pauses hiring in {city} amid review
        {name} warns of {pct}% currency drag in {quarter}
        {name} dealers complain of slow {product} turnover
        {name} under fire from shareholders over pay at {event}
        {name} supplier shutdown in {city} threatens {product}
        Lawmakers press {name} on {product} pricing
        {name} capital spending alarms investors at {usd}
        {name} price cut of {pct}% signals softer demand for {product}
        {name} faces class action from buyers of {product}
        {name} valuation leaves “no room for error”, says {analyst}
        {name} loses seat at {partner} as contract ends
        {name} free cash flow slides {big}% on working capital
        {name} admits defects in {product}; fix due by {month}
        {name} exits {region} joint venture at a loss
        {name} bonds slip as {usd} refinancing looms
        {broker} sees {name} downside to ${target}
        {name} churn worsens as {rival} offers discounts
        {name} backlog shrinks for second straight quarter
        {name} faces {years}-year delay at {city} project
        {name} cut from {fund} model portfolio
        {name} growth engine {product} is sputtering, checks suggest
        {name} ordered by {agency} to change {product} terms
        {name} auditor flags weakness in controls over {product}
        Technical damage mounts as {name} slips under ${target}
        """);

    public static string[] Plain { get; } = Lines("""
        {name} to present at {event} in {city}
        {name} schedules {quarter} results, conference call
        What to expect from {name} this {quarter}
        {name} names new head of {product}
        {name} holds annual meeting; all directors re-elected
        {name} files shelf registration for {usd} of debt
        {name} and {partner} extend existing agreement by {years} years
        {broker} reiterates neutral on {name}, target ${target}
        {broker} starts {name} at hold with ${target} target
        {name} updates terms for {product} in {region}
        {name} vs. {rival}: how the two stack up on {product}
        {name} declares regular quarterly dividend
        Five questions for {name} before {event}
        {name} options imply a {pct}% move around {event}
        {name} moves {product} team to {city}
        {name} prices {usd} of senior notes
        {name} unusual volume: what traders are watching
        {name} publishes sustainability report for {year}
        Institutional holders of {name}: who bought, who sold
        {name} completes purchase of small {city} start-up
        {name} refreshes {product} line with modest changes
        {name} sits near its 200-day average: what comes next
        A look back: {name} since {year}
        {name} responds to {agency} request on {product}
        {name} joins industry group on standards with {rival}
        {fund} 13F: {name} stake little changed
        {name} says {product} transition is proceeding as planned
        {name} appoints former {agency} official to its board
        {name} to webcast {event} on {weekday}
        {name} leases {count3},000 square feet in {city}
        {name} and {rival} await ruling from {agency}
        {analyst} on {name}: mixed signals from {region}
        {name} keeps {quarter} guidance unchanged
        {name} changes reporting segments; {product} stands alone
        {name} tops ${price}: chart levels to know
        How much would ${count2}00 in {name} in {year} be worth today?
        {name} implied volatility steady ahead of {event}
        {name} investor day agenda centres on {product}
        {name} trial of {product} begins in {city}
        {name} replies to {fund} letter
        Is {name} fairly valued after its run? Two views
        {name} renews credit facility of {usd}
        {name} adjusts {product} prices by region
        {name} chief executive meets officials in {region}
        {name} in talks with {partner} on {product}, no deal yet
        Sector watch: {name}, {rival} and the {quarter} set-up
        {name} retires older version of {product}
        {name} sets record date for shareholder vote
        {name} opens registration for developer week in {city}
        {name} reaffirms timetable for {product}
        Morning note: {name}, {partner} among names to watch
        {name} to redeem {mln} of notes due {nextyear}
        {name} board approves new long-term incentive plan
        {name} says little on {product} as quiet period begins
        {name} short interest edges to {pct}% of float
        {name} switches transfer agent
        Ask the analyst: {name} and the case for patience
        {name} supplier day draws {count} visitors to {city}
        {name} to be added to {region} thematic index
        {name} clarifies comments on {product} at {event}
        {name} shares trade ex-dividend {weekday}: what holders should know
        Café talk: what {city} fund managers say about {name}
        """);

    public static string[] FundGood { get; } = Lines("""
        {name} draws {usd} of inflows as {product} rally broadens
        {name} climbs as traders bet on earlier rate cuts
        Breadth improves: {big}0 stocks at new highs lift {product}
        {broker} raises year-end view on {product}
        {name} call buying hits busiest pace since {year}
        Soft inflation print sends {product} higher
        {name} extends winning streak; {rival} lag
        Bulls point to earnings growth of {pct}% for {product}
        Goldilocks is back, says {broker}, favouring {product}
        {name} reclaims 50-day average after dip buyers return
        Cash on sidelines could chase {product}, {analyst} says
        Volatility gauge slides as {name} steadies
        """);

    public static string[] FundBad { get; } = Lines("""
        {name} sees {usd} of outflows in a week
        {name} slips as yields jump and {product} retreat
        {broker} warns of {pct}% pullback in {product}
        Hot inflation data knocks {product}
        {name} put/call ratio climbs to highest since {year}
        Breadth worsens: fewer names carry {product}
        Hedge funds cut exposure to {product} at fastest pace since {year}
        Geopolitical jitters weigh on {name}; {rival} bid
        {analyst}: concentration risk in {product} is extreme
        {name} breaks support as sellers press
        Earnings worries spread through {product}
        Rate-cut hopes fade, {product} stumble
        """);

    public static string[] FundPlain { get; } = Lines("""
        {name} flat as investors await {event}
        Stock futures little changed before data
        {name} vs {rival}: costs, spreads and taxes compared
        What rebalancing means for {product}
        {name} quarterly distribution: key dates
        Options expiry: levels to watch in {name}
        {product} in {quarter}: what history says
        Fed minutes due {weekday}: what it means for {product}
        {broker} keeps neutral stance on {product}
        Fund flows: {name} and {rival} trade places
        Five charts on {product} for {weekday}
        {name} volume thin ahead of holiday
        """);

    public static string[] RecapUp { get; } = Lines("""
        {name} shares end {move}% higher
        {name} closes up {move}% as buyers return
        {name} gains {move}%, outpacing {rival}
        Closing bell: {name} adds {move}% to ${close}
        {name} advances {move}% in {volume} million-share session
        After-hours watch: {name} following a {move}% rise
        """);

    public static string[] RecapDown { get; } = Lines("""
        {name} shares end {move}% lower
        {name} closes down {move}% as sellers dominate
        {name} loses {move}%, trailing {rival}
        Closing bell: {name} sheds {move}% to ${close}
        {name} retreats {move}% in {volume} million-share session
        After-hours watch: {name} following a {move}% drop
        """);

    public static string[] Beats { get; } = Lines("""
        {name} tops estimates for the quarter, revenue {revenue}
        {name} posts revenue of {revenue}, ahead of forecasts
        {name} earnings beat as {product} shines
        {name} results: revenue {revenue}, outlook raised
        """);

    public static string[] Misses { get; } = Lines("""
        {name} misses estimates for the quarter, revenue {revenue}
        {name} posts revenue of {revenue}, short of forecasts
        {name} earnings fall short as {product} drags
        {name} results: revenue {revenue}, outlook trimmed
        """);

    private static string[] GoodSentences { get; } = Lines("""
        {name} said on {weekday} that {product} had exceeded its targets, with bookings up {big}% from a year earlier.
        “We continue to see healthy demand across {region},” a company spokesperson told reporters in {city}.
        {broker} analysts wrote that consensus for {quarter} looks {pct}% too low and that {rival} is slow to respond.
        The agreement with {partner} is expected to add about {mln} to annual operating income once fully phased in.
        A steady stream of upward revisions has helped {name}; {count2} of {count3} brokers now rate the shares a buy.
        Management pointed to better utilisation and said gross margin could improve by {bps} basis points.
        People familiar with the matter said the company has shortened lead times for {product} to {years} months.
        According to {fund}, the market still treats {product} as a side business even though it funds itself.
        The company expects the first deliveries in {month} and full volume in {nextyear}.
        {analyst} said the balance sheet leaves room for “both investment and returns”.
        Competitors including {rival} have struggled to match the offer in {region}.
        The stock last closed at ${price}; the new target of ${target} is among the highest on the Street.
        """);

    private static string[] BadSentences { get; } = Lines("""
        {name} said on {weekday} that conditions around {product} were harder, with orders down {pct}% in {region}.
        A spokesperson in {city} declined to comment beyond the filing, which put the possible charge at {mln}.
        {broker} analysts wrote that consensus for {quarter} looks {pct}% too high as {rival} prices aggressively.
        The dispute with {partner} could weigh on operating income by about {mln} a year, the filing shows.
        Investors have grown impatient; {count2} of {count3} brokers have trimmed their numbers since {month}.
        Management conceded that gross margin may shrink by {bps} basis points before it recovers.
        People familiar with the matter said the timetable for {product} has slipped by {years} months.
        According to {fund}, the quality of earnings has deteriorated since {year}.
        The inquiry by {agency} is at an early stage and may end without action.
        {analyst} said the shares “price in a recovery that has not begun”.
        Customers in {region} have delayed decisions while they assess offers from {rival}.
        The stock last closed at ${price}; the new target of ${target} implies little patience.
        """);

    private static string[] PlainSentences { get; } = Lines("""
        {name} will host a call on {weekday} and publish slides on its investor site beforehand.
        The company did not change its view of {quarter} and said {product} was developing as planned.
        {broker} left estimates unchanged and called the risk balanced after a year of talks with {partner}.
        Options imply a move of about {pct}% around {event}, roughly in line with the past {years} years.
        {name} last traded near ${price}, within reach of its average over the past {count3} sessions.
        The change affects about {count} customers in {region} and takes effect in {month}.
        {analyst} noted that {rival} faces the same questions.
        The notes will be used for general corporate purposes, including refinancing debt due in {nextyear}.
        Board members were re-elected with more than {big}% of votes cast.
        The team of {count} will move to {city} over the coming months.
        {agency} is expected to publish its view by {month}.
        Holders such as {fund} reported little change in their positions.
        """);

    private static string[] FundSentences { get; } = Lines("""
        Investors weighed fresh data and comments from policymakers as {product} swung between gains and losses.
        Flows tracked by {fund} show {usd} moved in the week, against {mln} in the week before.
        {broker} strategists said positioning in {product} is in the {big}th percentile since {year}.
        The ten-year yield and the dollar set the tone, with {rival} moving the other way.
        “Earnings will have to do the work from here,” said {analyst} in {city}.
        About {count2} in every {count3} members traded above their 50-day average.
        Desk chatter centred on {event} and the {quarter} reporting season.
        Liquidity was thin, with volumes {pct}% under the twenty-day mean.
        """);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
