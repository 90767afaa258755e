namespace Tauric.Host.Sample.Transcripts;

/// <summary>What invented firms talk about.</summary>
/// <param name="Sector">Of the firms that do; null for all.</param>
/// <param name="Terms">What is said of it: of each call some.</param>
public sealed record TranscriptTheme(string Name, string? Sector, string[] Terms)
{
    public static IReadOnlyList<string> Sectors { get; } =
        ["energy", "banks", "software", "retail", "drugs", "chips", "airlines", "housing"];

    /// <summary>Two for each sector and eight for all, as invented as the rest.</summary>
    public static IReadOnlyList<TranscriptTheme> All { get; } =
    [
        Of("upstream drilling", "energy",
            "drilling rigs, shale acreage, well completions, barrel volumes, lateral length, Permian basin, "
            + "frac crews, reservoir pressure, drilling inventory, crude realizations, wellhead costs, rig count"),
        Of("carbon capture", "energy",
            "carbon capture, emission permits, methane leaks, hydrogen hubs, sequestration wells, "
            + "decarbonization projects, flaring intensity, climate disclosure, biofuel blending, "
            + "carbon credits, solar farms, net zero"),
        Of("deposit costs", "banks",
            "deposit beta, interest margin, funding costs, brokered deposits, certificate rates, "
            + "deposit outflows, asset yields, repricing lag, noninterest balances, wholesale borrowing, "
            + "yield curve, rate sensitivity"),
        Of("loan losses", "banks",
            "loan losses, charge offs, credit reserves, delinquency rates, office exposure, nonaccrual loans, "
            + "allowance ratio, underwriting standards, commercial mortgages, borrower defaults, "
            + "card receivables, vintage losses"),
        Of("cloud migration", "software",
            "cloud migration, subscription renewals, recurring revenue, seat expansion, churn rate, "
            + "platform adoption, legacy licenses, hosting workloads, user logins, data warehouse, "
            + "developer tools, deferred bookings"),
        Of("artificial intelligence", "software",
            "generative models, machine learning, training clusters, inference demand, intelligent assistants, "
            + "prompt tooling, model accuracy, neural networks, automation agents, algorithm research, "
            + "data scientists, copilot pilots"),
        Of("store traffic", "retail",
            "store traffic, comparable sales, basket size, shopper visits, remodel program, loyalty members, "
            + "curbside pickup, shelf availability, promotional calendar, checkout lanes, private labels, "
            + "store openings"),
        Of("merchandise markdowns", "retail",
            "merchandise markdowns, seasonal assortment, apparel stock, clearance racks, inventory turns, "
            + "gross merchandise, fashion misses, excess goods, sell through, vendor allowances, holiday toys, "
            + "shrink losses"),
        Of("clinical trials", "drugs",
            "clinical trials, patient enrollment, phase readout, efficacy endpoint, placebo arm, "
            + "dosing cohort, safety signals, oncology candidate, trial sites, regulatory submission, "
            + "biomarker data, investigator meetings"),
        Of("drug pricing", "drugs",
            "drug pricing, rebate pressure, formulary access, biosimilar entry, patent expiry, payer coverage, "
            + "prescription volumes, copay assistance, generic erosion, Medicare negotiation, "
            + "wholesale acquisition, pharmacy channels"),
        Of("wafer capacity", "chips",
            "wafer capacity, foundry utilization, lithography tools, node transition, die yields, "
            + "cleanroom construction, silicon supply, packaging lines, lead times, fab ramp, "
            + "substrate shortages, mask sets"),
        Of("memory prices", "chips",
            "memory prices, module shipments, handset demand, channel glut, server upgrades, bit growth, "
            + "spot quotes, gaming consoles, automotive sensors, distributor stock, design wins, socket losses"),
        Of("jet fuel", "airlines",
            "jet fuel, fuel hedges, crack spreads, fleet renewal, aircraft deliveries, engine inspections, "
            + "maintenance hangars, pilot contracts, gate leases, block hours, seat miles, widebody orders"),
        Of("leisure travel", "airlines",
            "leisure travel, premium cabins, corporate bookings, load factor, transatlantic routes, "
            + "ancillary fees, booking curve, summer schedules, airport lounges, mileage program, fare classes, "
            + "connecting hubs"),
        Of("home building", "housing",
            "home starts, mortgage buydowns, lot supply, framing lumber, buyer cancellations, community count, "
            + "spec homes, land options, builder incentives, permit delays, closing backlog, entry level"),
        Of("rental occupancy", "housing",
            "rental occupancy, lease spreads, tenant turnover, apartment deliveries, rent collections, "
            + "property taxes, insurance premiums, bad debt, amenity upgrades, resident retention, "
            + "eviction backlog, garden units"),
        Of("supply chain", null,
            "supply chain, freight rates, port congestion, component shortages, container ships, "
            + "expedited shipping, logistics network, supplier audits, safety stock, nearshoring moves, "
            + "customs delays, warehouse automation"),
        Of("labor market", null,
            "wage inflation, labor shortages, hiring plans, staff turnover, union talks, overtime hours, "
            + "headcount reductions, training academies, benefits costs, severance charges, recruiting pipeline, "
            + "frontline workers"),
        Of("foreign exchange", null,
            "foreign exchange, currency headwinds, constant currency, euro weakness, translation losses, "
            + "hedging program, yen moves, exchange rates, emerging currencies, dollar strength, peso exposure, "
            + "remittance flows"),
        Of("capital return", null,
            "share repurchases, dividend increase, capital return, buyback authorization, payout ratio, "
            + "excess cash, special dividend, shareholder yield, treasury shares, board approval, tender offer, "
            + "distribution policy"),
        Of("debt refinancing", null,
            "debt refinancing, credit facility, bond maturities, leverage ratio, covenant headroom, term loan, "
            + "interest expense, rating agencies, floating notes, liquidity runway, revolver draws, "
            + "coupon savings"),
        Of("cyber security", null,
            "cyber security, ransomware attack, data breach, incident response, network intrusion, "
            + "firewall upgrades, identity controls, phishing tests, privacy rules, forensic review, "
            + "threat monitoring, customer notifications"),
        Of("acquisition integration", null,
            "acquisition integration, cost synergies, deal closing, purchase accounting, integration office, "
            + "antitrust review, goodwill balance, target company, earnout terms, divestiture process, bolt ons, "
            + "transition agreements"),
        Of("tax and tariffs", null,
            "import tariffs, tax rate, trade policy, duty drawback, transfer pricing, export licenses, "
            + "tax credits, customs rulings, minimum tax, sanctions list, quota limits, treaty changes"),
    ];

    private static TranscriptTheme Of(string name, string? sector, string terms) =>
        new(name, sector, terms.Split(", "));
}
