namespace Tauric.Tidy.Tests;

/// <summary>The ruler is measured first: what it must see and what must not fool it.</summary>
public sealed class CSharpMembersTests
{
    private const string Source = """"
        namespace A;
        // a brace in a comment {
        public class B<T>(int x) : Base(x) where T : class
        {
            private const string S = "{ \" {" + @"\{"" {" + $"{{ {x.Select(y => { return "}"; })} {{"
                + """ { " """ + $$"""{ {{x}} """;
            private static readonly int[] Table = new[] { 1, 2,
                3 };
            private static readonly char Brace = '{', Quote = '\'';
        #if NEVER {
        #endif
            [Theory, InlineData(new[] { 1 })]
            public void Long<U>(int a = 1) where U : struct
            {
                if (a == 1) { a = 2; }
                /* } */
            }
            public int Arrow(int z) => z switch
            {
                1 => 2,
                _ => 3,
            };
            public int Chain =>
                1 + 2
                + 3;
            public static bool operator ==(B<T> l, B<T> r) { return true; }
            private record Inner(int P)
            {
                public int Get { get; init; } = 1;
            }
        }
        """";

    [Fact]
    public void Members_are_found_with_their_lines_whatever_strings_and_comments_hold() =>
        Assert.Equal(
            [("Long", 6), ("Arrow", 5), ("Chain", 3), ("operator", 1), ("Get", 1)],
            CSharpMembers.Of(Source).Select(member => (Name(member), member.Lines)));

    [Fact]
    public void Blanking_keeps_length_and_lines()
    {
        string code = CSharpText.CodeOf(Source);
        Assert.Equal(Source.Length, code.Length);
        Assert.Equal(Source.Count(c => c == '\n'), code.Count(c => c == '\n'));
        Assert.DoesNotContain('"', code);
        Assert.Equal(code.Count(c => c == '{'), code.Count(c => c == '}'));
    }

    [Fact]
    public void Every_tracked_source_file_balances_its_braces_once_blanked() =>
        Repository.MustBeEmpty(
            from path in Repository.CSharp
            let code = CSharpText.CodeOf(Repository.Read(path))
            where code.Count(c => c == '{') != code.Count(c => c == '}')
            select $"{path}:1: braces do not balance after blanking strings and comments",
            "mend CSharpText: it misread a literal in that file");

    private static string Name(CSharpMember member) =>
        new[] { "Long", "Arrow", "Chain", "operator", "Get" }
            .First(name => member.Declaration.Contains(name, StringComparison.Ordinal));
}
