using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class InformationTests
{
    [Fact]
    public void A_table_of_logs_changes_no_bit()
    {
        double[] table = Information.LogTable(30);
        int[] joint = [7, 2, 0, 1, 9, 3, 4, 0, 4], ofX = [9, 13, 8], ofY = [12, 11, 7];
        Assert.Equal(Information.Mutual(joint, ofX, ofY, []), Information.Mutual(joint, ofX, ofY, table));
        Assert.Equal(Information.Entropy(ofX, []), Information.Entropy(ofX, table));
    }

    [Fact]
    public void Even_states_have_the_entropy_of_their_number() =>
        Assert.Equal(Math.Log(4), Information.Entropy([25, 25, 25, 25], []), 1e-15);
}
