using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// Brings a pipeline up to date: settles every partition in the order of the data, reusing what its fingerprint still
/// holds for, computing the rest in lanes and committing in groups.
/// </summary>
/// <remarks>
/// One lane (a TPL Dataflow block) a step; all lanes share <see cref="RunOptions.Workers"/>. A partition enters its
/// lane the moment its inputs are committed, so there is no barrier between steps but those the reads draw. One
/// thread settles and commits: it alone touches the graph, the catalog and the report. Partitions are pure functions
/// of their inputs, so the order in which they finish reaches no byte.
/// </remarks>
public sealed class Runner : IDisposable
{
    private const int CommitPartitionsMax = 512;

    /// <summary>
    /// What a run holds of a partition to its end, measured over spans of days: its node and its record, the owners of
    /// its objects, and what the collector and the allocator keep free for them.
    /// </summary>
    private const int KnownBytes = 4 * 1024;

    /// <summary>Leased a worker: enough to keep it busy, few enough to leave others their part.</summary>
    private const int PartitionsAhead = 4;

    private static readonly TimeSpan s_progressInterval = TimeSpan.FromSeconds(1);

    private readonly Pipeline _pipeline;
    private readonly RunOptions _options;
    private readonly PartitionCache _cache;
    private readonly PartitionWriter _writer;
    private readonly ObjectShelf _shelf = new(Path.GetTempPath());
    private readonly MemoryGate _gate;
    private readonly CancellationTokenSource _stop;
    private readonly Channel<Computed> _computed =
        Channel.CreateUnbounded<Computed>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<Step, ActionBlock<Node>> _lanes = [];
    private readonly Queue<Node> _ready = new();
    private readonly Planning _planning;
    private readonly SharedWork? _shared;
    private readonly RunReport _report;
    private readonly RunLog _log;
    private readonly RunTelemetry _telemetry;
    private ObjectOwners _owners = new([]);
    private ExceptionDispatchInfo? _failure;
    private readonly long _started;
    private int _inFlight;

    private Runner(Pipeline pipeline, RunOptions options, CancellationToken cancelled)
    {
        _pipeline = pipeline;
        _options = options;
        _started = options.Clock.GetTimestamp();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        // What is left of the budget is for what a step itself holds, the catalog and the runtime.
        _cache = new PartitionCache(options.Store, options.Formats, options.MemoryBytesMax / 4,
            options.MemoryBytesMax / 16, options.Workers);
        _gate = new MemoryGate(options.MemoryBytesMax / 8);
        _report = new RunReport { RunId = RunLog.IdAt(options.Clock.GetUtcNow()), System = pipeline.Name };
        _log = new RunLog(options, _report);
        _telemetry = new RunTelemetry(pipeline.Name, _report.RunId);
        _writer = new PartitionWriter(options.Store, options.Formats, _report.RunId);
        _planning = new Planning(options.Catalog);
        if (options.Shard is { } shard) _shared = new SharedWork((ISharedCatalog)options.Catalog, shard);
        var workers = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Workers);
        foreach (Step step in pipeline.Steps)
        {
            _report.Of(step);
            _lanes.Add(step, new ActionBlock<Node>(Compute, new ExecutionDataflowBlockOptions
            {
                MaxDegreeOfParallelism = options.Workers,
                MaxMessagesPerTask = 1,   // So that no lane keeps a worker while another waits.
                TaskScheduler = workers.ConcurrentScheduler,
            }));
        }
    }

    /// <summary>Runs to the end, to the first error, or until cancelled; what was committed by then is kept.</summary>
    /// <returns>Status <c>success</c>, <c>cancelled</c> or <c>planned</c>.</returns>
    /// <exception cref="PartitionException">A step failed; names step and partition.</exception>
    public static RunReport Run(Pipeline pipeline, RunOptions options, CancellationToken cancelled = default)
    {
        // It takes a while to say what there is: meanwhile everything else is made ready.
        Task<IReadOnlyList<PartitionRecord>> loaded = Task.Run(() =>
        {
            options.Catalog.Publish([.. pipeline.Datasets]);
            return options.Catalog.Load();
        });
        using var runner = new Runner(pipeline, options, cancelled);
        return runner.Run(loaded);
    }

    public void Dispose()
    {
        while (_computed.Reader.TryRead(out Computed? left)) left.Dispose();
        _cache.Dispose();
        _shelf.Dispose();
        _stop.Dispose();
        _telemetry.Dispose();
    }

    private RunReport Run(Task<IReadOnlyList<PartitionRecord>> loaded)
    {
        Task<Graph> plan = Task.Run(() => Plan(loaded));   // Meanwhile the disk is looked at.
        IReadOnlyList<PartitionRecord> records = loaded.GetAwaiter().GetResult();
        using var looks = new ObjectLooks(records, _options.Store, _options.Workers);
        Graph graph = plan.GetAwaiter().GetResult();
        _report.Absent = graph.Absent;
        _owners = new ObjectOwners(records.ExceptBy(graph.Orphans.Select(IdOf), IdOf));
        foreach (Node node in graph.Nodes)
            if (node is { IsNeeded: true, Step: { } step }) _report.Of(step).Partitions++;
        _log.Planned();
        _cache.GiveWay(((long)graph.Nodes.Count * KnownBytes) + records.Sum(r => 2L * r.Objects.HeldBytes));
        // What a change may reach is computed while the rest is looked at.
        (IReadOnlyList<Node> reached, IReadOnlyList<Node> apart) = graph.Split();
        Refresh(graph, looks.At([.. reached.Select(n => n.Record).OfType<PartitionRecord>()]));
        Settle(reached);
        Refresh(graph, looks.Rest());
        Settle(apart);
        _report.Elapsed = _options.Clock.GetElapsedTime(_started);
        _report.Planned = _planning.Partitions;
        _report.Asked = _options.Asked?.Invoke();
        _report.Status = _failure is not null ? "failed" : _stop.IsCancellationRequested
            ? "cancelled" : _options.PlanOnly ? "planned" : "success";
        if (_report.Status == "success" && _shared is null) RemoveOrphans(graph);
        if (_options.PlanOnly) _log.Ended();
        else Finish(graph, looks.Found);
        _report.Elapsed = _options.Clock.GetElapsedTime(_started);   // The log could not count its own writing.
        _telemetry.Ended(_report, _failure?.SourceException);
        _failure?.Throw();
        return _report;
    }

    /// <summary>What there is to do if nothing is computed: most of it is true in the end.</summary>
    private Graph Plan(Task<IReadOnlyList<PartitionRecord>> records)
    {
        Graph graph = Graph.Build(_pipeline, records);
        graph.Select(_options.Entities, _options.From, _options.To);
        Parallel.ForEach(graph.Nodes.Where(n => n.IsNeeded && !n.IsKept),
            new ParallelOptions { MaxDegreeOfParallelism = _options.Workers }, node => node.Decide());
        return graph;
    }

    private static (string, string) IdOf(PartitionRecord record) => (record.Dataset, record.Key);

    private void Finish(Graph graph, IReadOnlyList<PartitionRecord> records)
    {
        try
        {
            if (_options.Shard is { } shard)
            {
                _log.Finish(shard);
                return;
            }

            if (_report.Status == "success")
                foreach (Step step in _pipeline.Steps) Sum(step, graph);
            _log.Finish(Current(graph, records));
        }
        catch (Exception) when (_failure is not null)
        {
            // Where the run failed the log may too (a full disk): the first error is the one to tell.
        }
    }

    /// <summary>Reads back what a step found, when there is news of it: a rerun stays a look at keys.</summary>
    private void Sum(Step step, Graph graph)
    {
        StepReport report = _report.Of(step);
        if (step.Reported.Count == 0 || report.Computed == 0) return;
        long[] sums = new long[step.Reported.Count];
        Parallel.ForEach(graph.Nodes.Where(n => n.Step == step && n.IsNeeded && n.Record is not null),
            new ParallelOptions { MaxDegreeOfParallelism = _options.Workers }, node =>
        {
            using RecordBatch rows = _cache.Rent(step.Output, node.Record!);
            for (int c = 0; c < sums.Length; c++)
            {
                long sum = 0;
                foreach (int value in rows[step.Reported[c]].Values<int>()) sum += value;
                Interlocked.Add(ref sums[c], sum);
            }
        });

        report.Found = [.. step.Reported.Zip(sums)];
    }

    /// <summary>Goes on with what the store was found to hold; the catalog learns of tags that moved.</summary>
    private void Refresh(Graph graph, IReadOnlyList<PartitionRecord> found)
    {
        foreach (PartitionRecord record in found) graph.Refresh(record);
        PartitionRecord[] moved = [.. found.Where(r => !r.IsDamaged)];
        if (moved.Length > 0 && !_options.PlanOnly) _options.Catalog.Mark(moved);
    }

    /// <param name="nodes">Inputs of theirs that are not among them are settled.</param>
    private void Settle(IReadOnlyList<Node> nodes)
    {
        Connect(nodes);
        Drain();
    }

    private void Connect(IReadOnlyList<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            if (!node.IsNeeded) continue;
            foreach (Node? input in node.Inputs)
                if (input is { IsSettled: false }) node.Await(input);

            if (node.Waiting == 0) _ready.Enqueue(node);
        }
    }

    /// <summary>The one thread that decides, settles and commits.</summary>
    private void Drain()
    {
        var group = new List<Computed>();
        while (true)
        {
            DecideReady();
            if (_shared is { IsEmpty: false } && !_stop.IsCancellationRequested)
            {
                _shared.Advance((_options.Workers * PartitionsAhead) - _inFlight, _options.Clock, Post, Take);
                if (_ready.Count > 0) continue;
                if (_inFlight == 0)
                {
                    SharedWork.Wait(_stop.Token);
                    continue;
                }
            }

            if (_inFlight == 0) return;
            group.Clear();
            group.Add(NextComputed());
            while (group.Count < CommitPartitionsMax && _computed.Reader.TryRead(out Computed? more)) group.Add(more);
            _inFlight -= group.Count;
            _telemetry.InFlight(-group.Count);
            Finish(group);
        }
    }

    private void DecideReady()
    {
        while (!_stop.IsCancellationRequested && _ready.TryDequeue(out Node? node)) Decide(node);
    }

    /// <summary>A step that asks a model may take long: meanwhile what is asked and answered is shown.</summary>
    private Computed NextComputed()
    {
        Task<Computed> next = _computed.Reader.ReadAsync().AsTask();
        while (!next.Wait(s_progressInterval)) Report();
        return next.Result;
    }

    private void Report()
    {
        _report.Asked = _options.Asked?.Invoke();
        _options.Progress?.Invoke(_report);
    }

    private void Decide(Node node)
    {
        if (node.IsKept)
        {
            Settle(node, computed: false);
            return;
        }

        if (!node.IsUncertain && node.Inputs.Any(i => i is { IsNew: true })) node.Decide();
        if (node is { IsUncertain: false, Holds: true, Record.IsDamaged: false })
        {
            Settle(node, computed: false);
            return;
        }

        node.Read = node.IsUncertain ? [] : Fingerprint.Inputs(node);
        if (_shared is not null)
        {
            _shared.Add(node, Fingerprint.Of(node.Producer, node.Partition, node.Read));
            return;
        }

        if (!_options.PlanOnly)
        {
            _log.Start();
        }
        else if (!_planning.Add(node, _options.Store) || _cache.IsFull)
        {
            foreach (Node dependent in node.Dependents) dependent.IsUncertain = true;
            Settle(node, computed: true);
            return;
        }

        Post(node);
    }

    private void Post(Node node)
    {
        _inFlight++;
        _telemetry.InFlight(1);
        _lanes[node.Step!].Post(node);
    }

    /// <summary>Another process computed it.</summary>
    private void Take(Node node, PartitionRecord record)
    {
        node.Renew(record);
        Settle(node, computed: false);
    }

    /// <summary>On a worker: the step itself, and its rows turned into staged objects.</summary>
    private void Compute(Node node)
    {
        long bytes = node.Inputs.Sum(i => i?.Record?.Bytes ?? 0);
        Computed computed;
        try
        {
            _gate.Enter(bytes, _stop.Token);
        }
        catch (OperationCanceledException e)
        {
            _computed.Writer.TryWrite(Computed.Failed(node, e));
            return;
        }

        long began = _options.Clock.GetTimestamp();
        Activity? span = _telemetry.Begin(node);
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            computed = ComputeRows(node);
        }
        catch (Exception e)
        {
            computed = Computed.Failed(node, e);
        }

        computed.Elapsed = _options.Clock.GetElapsedTime(began);
        _telemetry.End(span, computed);

        // What was computed stays inside until it is committed: a slow disk must slow the steps, not fill the memory.
        _gate.Grow(computed.Rows.Bytes);
        _cache.GiveWay(computed.Rows.Bytes);
        computed.HeldBytes = bytes + computed.Rows.Bytes;
        _computed.Writer.TryWrite(computed);
    }

    private Computed ComputeRows(Node node)
    {
        using var work = new PartitionWork(node, _cache, _options.BatchRowsMax, _stop.Token);
        node.Step!.Run(work);
        return _writer.Write(node, work, work.Result(), stage: !_options.PlanOnly);
    }

    private void Finish(List<Computed> group)
    {
        foreach (Computed computed in group)
        {
            if (computed.HeldBytes is not { } held) continue;
            _gate.Leave(held);
            _cache.GiveWay(-computed.Rows.Bytes);
        }

        foreach (Computed computed in group) computed.Error ??= _owners.Settle(computed);
        foreach (Computed failed in group.Where(c => c.Error is not null))
        {
            failed.Dispose();
            if (failed.Error is OperationCanceledException) _stop.Cancel();
            else Fail(new PartitionException(failed.Node.Step!.Name, failed.Node.Name, failed.Error!));
        }

        group.RemoveAll(c => c.Error is not null);
        bool isKept = !_options.PlanOnly && group.Count > 0;
        long began = _options.Clock.GetTimestamp();
        using Activity? span = isKept ? _telemetry.BeginCommit(group.Count) : null;
        try
        {
            List<Commit> commits = isKept ? Publish(group) : [];
            foreach (Computed computed in group)
            {
                _log.Computed(computed);
                computed.Node.Changed = computed.Node.Record?.Content == computed.Record.Content
                    ? null : computed.Changed ?? "rows";
                computed.Node.Renew(_shelf.Put(computed.Record));
                _cache.Put(computed.Node.Step!.Output, computed.Record, computed.Rows, computed.Parts,
                    isStored: isKept || computed.Node.Changed is null);
                Settle(computed.Node, computed: true);
            }

            DecideReady();   // What reads them is at work while the catalog is told.
            if (isKept) Commit(commits, group, began);
        }
        catch (Exception e) when (e is not BugException)
        {
            Fail(e);
        }
        finally
        {
            foreach (Computed computed in group) computed.Dispose();
        }

        NativeBuffer.ReturnFreed(_options.MemoryBytesMax / 16);
        Report();
    }

    /// <summary>The first error is the one to throw; the log has all.</summary>
    private void Fail(Exception error)
    {
        _failure ??= ExceptionDispatchInfo.Capture(error);
        _log.Failed(error);
        _stop.Cancel();
    }

    /// <summary>
    /// Objects first, then the catalog: a crash in between leaves objects that the next run finds changed and redoes.
    /// </summary>
    private List<Commit> Publish(List<Computed> group)
    {
        Dictionary<string, ObjectTag> tags = _options.Store.PublishTagged([.. group.SelectMany(c => c.Staged)]);
        DateTimeOffset now = _options.Clock.GetUtcNow();
        var commits = new List<Commit>(group.Count);
        foreach (Computed computed in group)
        {
            Dataset dataset = computed.Node.Step!.Output;
            if (!dataset.IsVersioned)
                foreach (string key in computed.Removed) _options.Store.Delete(key);
            computed.Record = computed.Record.Tagged(tags);
            RecordBatch? published = dataset.Table is null ? null : computed.Rows;
            commits.Add(new Commit(dataset, computed.Record, computed.Node.Read, published) { CreatedAt = now });
        }

        return commits;
    }

    private void Commit(IReadOnlyList<Commit> commits, List<Computed> group, long began)
    {
        _options.Catalog.Commit(commits);
        long bytes = group.Sum(c => c.BytesWritten);
        _report.BytesWritten += bytes;
        TimeSpan elapsed = _options.Clock.GetElapsedTime(began);
        _log.Committed(group.Count, bytes, elapsed);
        _telemetry.Committed(bytes, elapsed);
        _shared?.Release(group.Select(c => c.Node));
    }

    private void Settle(Node node, bool computed)
    {
        if (node.Step is { } step && node.Record is { } record)
        {
            _report.Of(step).Count(record, computed);
            _telemetry.Settled(step, record, computed);
        }

        foreach (Node free in node.Settle()) _ready.Enqueue(free);
    }

    /// <summary>Every record as it is now: those of other systems as loaded, ours as settled.</summary>
    private List<PartitionRecord> Current(Graph graph, IReadOnlyList<PartitionRecord> loaded)
    {
        var ours = _pipeline.Datasets.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        List<PartitionRecord> current = [.. loaded.Where(r => !ours.Contains(r.Dataset))];
        foreach (Node node in graph.Nodes)
            if (node.Record is { } record) current.Add(record);
        return current;
    }

    private void RemoveOrphans(Graph graph)
    {
        bool whole = _options.Entities is null && _options.From is null && _options.To is null;
        if (!whole || graph.Orphans.Count == 0) return;
        var versioned = _pipeline.Datasets.Where(d => d.IsVersioned).Select(d => d.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (ObjectRecord o in graph.Orphans.Where(r => !versioned.Contains(r.Dataset)).SelectMany(r => r.Objects))
        {
            if (_owners.IsOwned(o.Key)) continue;   // A partition of this run writes it now.
            _options.Store.Delete(o.Key);
            _report.Removed++;
        }

        _options.Catalog.Remove(graph.Orphans);
    }
}
