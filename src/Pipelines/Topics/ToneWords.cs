namespace Tauric.Pipelines.Topics;

/// <summary>The words of the default lexicon, written for this project.</summary>
internal static class ToneWords
{
    public const string Positive = """
        achieve achieved achievement achievements achieves achieving advantage advantages attractive beat beaten
        benefit benefited benefiting benefits best better boost boosted boosting boosts breakthrough breakthroughs
        compelling confident creative delight delighted delivering efficient efficiencies efficiency encouraged
        encouraging enhance enhanced enhancement enhances enhancing enjoy enjoyed exceed exceeded exceeding exceeds
        excellence excellent exceptional excited exciting favorable favorably gain gained gaining gains good great
        greater happy healthy high highest improve improved improvement improvements improves improving incredible
        innovate innovation innovative leadership leading momentum opportunities opportunity optimistic outperform
        outperformance outperformed outperforming outstanding pleased positive positively profitability profitable
        progress progressed progressing prosper prospered rebound rebounded rebounding record recover recovered
        recovering recovery resilience resilient reward rewarded rewarding robust satisfied smooth smoothly solid
        solved stability stabilized stabilizing stellar strength strengthen strengthened strengthening strengths
        strong stronger strongest succeed succeeded success successes successful successfully superior surge surged
        surpass surpassed surpassing terrific thrilled tremendous upbeat upside upturn win winner winning wins won
        wonderful
        """;

    public const string Negative = """
        abandon abandoned abandoning abrupt adverse adversely adversity alarm alarming bad bankrupt bankruptcy below
        bottleneck bottlenecks breach breached breaches burden burdened challenge challenged challenges challenging
        closure closures complain complained complaint complaints concern concerned concerning concerns constrain
        constrained constraint constraints contract contracted contraction correction crisis critical curtail
        curtailed cut cuts damage damaged damages damaging deadlock decline declined declines declining decrease
        decreased decreases decreasing default defaulted defaults defect defective defects deficiency deficit delay
        delayed delaying delays depressed deteriorate deteriorated deteriorates deteriorating deterioration difficult
        difficulties difficulty disappoint disappointed disappointing disappointment disrupt disrupted disrupting
        disruption disruptions dispute disputes doubt doubtful downgrade downgraded downgrades downside downturn drag
        drop dropped dropping drops erode eroded eroding erosion fail failed failing fails failure failures fall
        fallen falling falls fear fears fell fraud glut halt halted hamper hampered harm harmed harmful headwind
        headwinds hurt hurting impair impaired impairment impairments inability inadequate ineffective inefficient
        inflationary interruption interruptions investigation investigations lag lagged lagging lawsuit lawsuits
        layoff layoffs lose losing loss losses lost low lower lowered lowest miss missed misses missing negative
        negatively penalties penalty poor poorly pressure pressured pressures problem problems recall recalled recalls
        recession recessionary refuse refused reject rejected restructure restructuring risk risks risky severe
        severely severance shortage shortages shortfall shortfalls shrink shrinking shrunk shut shutdown shutdowns
        slow slowdown slowed slower slowing slump slumped soft softened softening softer softness strain strained
        stress stressed struggle struggled struggling suffer suffered suffering suspend suspended suspension terminate
        terminated termination threat threaten threatened threats tough tougher trouble troubled turmoil uncertain
        uncertainties uncertainty underperform underperformance underperformed underperforming unable unfavorable
        unfavorably unfortunate unfortunately unprofitable unstable violate violated violation violations volatile
        volatility vulnerable warn warned warning weak weaken weakened weakening weaker weakest weakness weaknesses
        worried worry worse worsen worsened worsening worst writedown writedowns
        """;
}
