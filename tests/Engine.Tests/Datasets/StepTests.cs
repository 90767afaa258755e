using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Engine.Tests.Datasets;

public sealed class StepTests
{
    private static readonly DateOnly s_day = new(2024, 3, 1);

    [Fact]
    public void A_scope_is_selected_when_a_day_and_the_entity_are()
    {
        Gen<DateOnly?> day = Gen.OneOf(
            Gen.Constant<DateOnly?>(null), Gen.Choose(0, 9).Select(d => (DateOnly?)s_day.AddDays(d)));
        Gen<(DateOnly? From, DateOnly? To)> span =
            from a in day from b in day select a > b ? (b, a) : (a, b);
        Gen<string?> entity = Gen.Elements<string?>(null, "A", "B");
        Prop.ForAll(span.ToArbitrary(), span.ToArbitrary(), entity.ToArbitrary(), (mine, wanted, name) =>
        {
            var scope = new Scope(name, mine.From, mine.To);
            bool aDay = Enumerable.Range(-1, 12).Select(d => s_day.AddDays(d)).Any(d => In(d, mine) && In(d, wanted));
            Assert.Equal(aDay, scope.Intersects(null, wanted.From, wanted.To));
            bool selected = scope.Intersects(new HashSet<string> { "A" }, wanted.From, wanted.To);
            Assert.Equal(aDay && name is not "B", selected);
        }).Holds(2000);
    }

    [Fact]
    public void What_says_nothing_is_always_selected() =>
        Assert.True(default(Scope).Intersects(new HashSet<string>(), s_day, s_day));

    private static bool In(DateOnly day, (DateOnly? From, DateOnly? To) span) =>
        (span.From is null || day >= span.From) && (span.To is null || day <= span.To);
}
