using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Tests.Dataflow;

public sealed class GraphTests
{
    private static readonly Dataset s_raw = PlainStep.Dataset("raw");
    private static readonly Dataset s_news = PlainStep.Dataset("news");
    private static readonly Dataset s_label = PlainStep.Dataset("label") with { IsOutcome = true };

    [Fact]
    public void A_feature_that_reads_an_outcome_is_refused_and_an_outcome_may()
    {
        var labels = new PlainStep(s_label, new Partition("k", []));
        var feature = new PlainStep(s_news, new Partition("k", [new Read(s_raw, "k"), new Read(s_label, "k")]));
        string message = Assert.Throws<PlanException>(() => Build([labels, feature])).Message;
        Assert.Contains("label, which looks ahead", message);
        var export = new PlainStep(s_news with { IsOutcome = true }, new Partition("k", [new Read(s_label, "k")]));
        Assert.Equal(["label/k", "news/k"], Names(Build([labels, export])));
    }

    [Fact]
    public void Inputs_come_before_what_reads_them_and_keys_in_ordinal_order()
    {
        var raw = new PlainStep(s_raw, new Partition("b", []), new Partition("B", []), new Partition("a", []));
        var news = new PlainStep(s_news, new Partition("k", [new Read(s_raw, "b"), new Read(s_raw, "nothing")]));
        Graph graph = Build([raw, news]);
        Assert.Equal(["raw/B", "raw/a", "raw/b", "news/k"], Names(graph));
        Assert.Equal(["raw/b", null], graph.Nodes[^1].Inputs.Select(i => i?.Name));
        Assert.Equal(["B", "a", "b"], graph.Of(s_raw));
    }

    [Fact]
    public void A_selection_needs_what_it_touches_and_all_that_reads()
    {
        var raw = new PlainStep(s_raw, About("A"), About("B"), About("C"));
        var news = new PlainStep(s_news, About("A", "B"), About("C", "C"));
        Graph graph = Build([raw, news]);
        graph.Select(new HashSet<string> { "A" }, null, null);
        Assert.Equal(["raw/A", "raw/B", "news/A"], graph.Nodes.Where(n => n.IsNeeded).Select(n => n.Name));
    }

    [Fact]
    public void What_is_absent_is_kept_for_the_report_and_refused_all_at_once_when_it_is_selected_by_name()
    {
        Absence[] raw = [new("B", "no prices"), new("D", "no prices")], news = [new("C", "no news")];
        var prices = new PlainStep(s_raw, About("A")) { Lacking = raw };
        Graph graph = Build([prices, new PlainStep(s_news) { Lacking = news }]);
        Assert.Equal([.. raw, .. news], graph.Absent);
        graph.Select(null, null, null);
        graph.Select(new HashSet<string> { "A" }, null, null);
        var refused = Assert.Throws<PlanException>(() =>
            graph.Select(new HashSet<string> { "A", "B", "C", "D" }, null, null));
        Assert.StartsWith("B, D: no prices; C: no news. ", refused.Message);
    }

    [Fact]
    public void What_is_no_longer_planned_is_an_orphan_unless_it_is_retained()
    {
        PartitionRecord[] records =
            [PlainStep.Record("raw", "old"), PlainStep.Record("raw", "k"), PlainStep.Record("foreign", "x")];
        Graph graph = Build([new PlainStep(s_raw, new Partition("k", []))], records);
        Assert.Equal(["old"], graph.Orphans.Select(r => r.Key));
        Assert.Equal(["raw/k"], Names(graph));
        Assert.Same(records[1], graph.Nodes[0].Record);

        var news = new PlainStep(s_news, new Partition("n", [new Read(s_raw, "old")]));
        Graph kept = Build([new PlainStep(s_raw with { Retained = true }, new Partition("k", [])), news], records);
        Assert.Empty(kept.Orphans);
        Assert.Equal(["k", "old"], kept.Of(s_raw));
        Assert.True(kept.Nodes[^1].Inputs[0]!.IsKept);
    }

    [Fact]
    public void What_a_change_reaches_is_that_all_that_reads_it_and_all_that_those_read()
    {
        var raw = new PlainStep(s_raw, About("A"), About("B"), About("C"), About("D"));
        var news = new PlainStep(s_news, About("AB", "A", "B"), About("CD", "C", "D"));
        var label = new PlainStep(s_label, new Partition("k", [new Read(s_news, "AB")]), new Partition("l", []));
        Graph graph = Build([raw, news, label]);
        graph.Select(null, null, null);
        foreach (Node node in graph.Nodes) node.Record = Made(node);
        graph = Build([raw, news, label], [.. graph.Nodes.Where(n => n.Name != "raw/A").Select(n => n.Record!)]);
        graph.Select(null, null, null);
        foreach (Node node in graph.Nodes) node.Decide();
        (IReadOnlyList<Node> reached, IReadOnlyList<Node> apart) = graph.Split();
        Assert.Equal(["raw/A", "raw/B", "news/AB", "label/k"], reached.Select(n => n.Name));
        Assert.Equal(["raw/C", "raw/D", "news/CD", "label/l"], apart.Select(n => n.Name));
    }

    [Fact]
    public void What_another_pipeline_wrote_is_read_from_the_catalog()
    {
        var news = new PlainStep(s_news, new Partition("k", [new Read(s_raw, "x"), new Read(s_raw, "y")]));
        Graph graph = Build([news], PlainStep.Record("raw", "x"));
        Assert.Equal([true, null], graph.Nodes[0].Inputs.Select(i => i?.IsSettled));
        Assert.Equal(["x"], graph.Of(s_raw));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public void Two_steps_for_one_dataset_and_one_key_twice_are_bugs()
    {
        var step = new PlainStep(s_raw, new Partition("k", []));
        Assert.Contains("Two steps write raw", Assert.Throws<BugException>(() => Build([step, step])).Message);
        var twice = new PlainStep(s_raw, new Partition("k", []), new Partition("k", []));
        Assert.Contains("raw/k twice", Assert.Throws<BugException>(() => Build([twice])).Message);
    }

    [Fact]
    public void Who_waits_is_free_when_the_last_it_waits_for_is_settled_which_then_holds_no_reads()
    {
        var raw = new PlainStep(s_raw, new Partition("a", []), new Partition("b", []));
        var news = new PlainStep(s_news, new Partition("k", [new Read(s_raw, "a"), new Read(s_raw, "b")]),
            new Partition("l", [new Read(s_raw, "b")]));
        Graph graph = Build([raw, news]);
        foreach (Node node in graph.Nodes)
            foreach (Node? input in node.Inputs) node.Await(input!);
        Assert.Equal([2, 1], graph.Nodes[2..].Select(n => n.Waiting));
        Assert.Empty(graph.Nodes[0].Settle());
        Assert.Equal(["news/k", "news/l"], graph.Nodes[1].Settle().Select(n => n.Name));
        Assert.Empty(graph.Nodes[2].Settle());
        Assert.True(graph.Nodes[2] is { IsSettled: true, Inputs: [], Partition: { Key: "k", Reads: [] } });
        Assert.Empty(graph.Nodes[1].Dependents);
    }

    /// <summary>Its record, computed from its inputs as they are.</summary>
    private static PartitionRecord Made(Node node) => PlainStep.Record(node.Step!.Output.Name, node.Partition.Key) with
    {
        Fingerprint = Fingerprint.Of(node.Producer, node.Partition, Fingerprint.Inputs(node)),
    };

    private static Partition About(string entity, params string[] reads) =>
        new(entity, [.. reads.Select(r => new Read(s_raw, r))], new Scope(entity));

    private static Graph Build(Step[] steps, params PartitionRecord[] records) =>
        Graph.Build(new Pipeline("p", steps), Task.FromResult<IReadOnlyList<PartitionRecord>>(records));

    private static IEnumerable<string> Names(Graph graph) => graph.Nodes.Select(n => n.Name);
}
