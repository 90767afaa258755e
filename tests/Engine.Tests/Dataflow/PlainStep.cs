using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Tests.Dataflow;

/// <summary>A step that plans what a test says and is never run.</summary>
internal sealed class PlainStep(Dataset output, params Partition[] partitions) : Step
{
    public int Raised { get; init; } = 1;

    public IReadOnlyList<KeyValuePair<string, string>> Given { get; init; } = [];

    public IReadOnlyList<Absence> Lacking { get; init; } = [];

    public override string Name => "plain";

    public override int Version => Raised;

    public override Dataset Output => output;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters => Given;

    public static Dataset Dataset(string name) => new(name, new Schema(), "key", name + "/{0}", "json");

    public static PartitionRecord Record(string dataset, string key, string content = "", RowIndex? index = null) =>
        new()
        {
            Dataset = dataset,
            Key = key,
            Content = Hash256.Of(System.Text.Encoding.UTF8.GetBytes(content)),
            Index = index,
            Fingerprint = default,
            Producer = "",
            RunId = "",
            Rows = 0,
            Objects = [],
        };

    public override IReadOnlyList<Absence> Absent => Lacking;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => partitions;

    public override void Run(Work work) => throw new NotSupportedException();
}
