using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class FormListTests
{
    [Fact]
    public void Every_form_that_is_trained_stands_in_the_list_sorted_and_once()
    {
        Type[] forms = [.. typeof(FormList).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(ITrainedForm)))];
        string[] listed = [.. FormList.All.Select(f => f.GetType().Name)];
        Assert.Equal(forms.Select(t => t.Name).Order(StringComparer.Ordinal), listed);
        Assert.Equal(FormList.All.Select(f => f.Name).Order(StringComparer.Ordinal), FormList.All.Select(f => f.Name));
        Assert.Equal(FormList.All.Count, FormList.All.Select(f => f.Name).Distinct().Count());
    }
}
