using System.Text.RegularExpressions;

namespace Tauric.Tidy.Tests;

/// <summary>A method, property or operator: its first and last line (from 1) and its declaration.</summary>
public sealed record CSharpMember(int FirstLine, int LastLine, string Declaration)
{
    public int Lines => LastLine - FirstLine + 1;
}

/// <summary>Members of types, by matching braces in blanked source. Fields, tables of data, are none here.</summary>
public static partial class CSharpMembers
{
    public static IEnumerable<CSharpMember> Of(string source)
    {
        string code = CSharpText.CodeOf(source);
        Stack<bool> insideType = new([true]);
        int start = 0, nesting = 0;
        for (int i = 0; i < code.Length; i++)
        {
            // What stands in parentheses (an attribute's array, a lambda) opens no member.
            nesting += code[i] is '(' or '[' ? 1 : code[i] is ')' or ']' ? -1 : 0;
            if (nesting > 0)
                continue;
            bool ends = code[i] == ';' && insideType.Peek();
            if (code[i] == '{')
            {
                bool type = insideType.Peek() && DeclaresType(code[start..i]);
                insideType.Push(type);
                start = type ? i + 1 : start;
            }
            else if (code[i] == '}' && insideType.Count > 1)
            {
                ends = !insideType.Pop() && insideType.Peek();
                start = insideType.Peek() && !ends ? i + 1 : start;
            }
            if (!ends)
                continue;
            if (IsFunction(code[start..(i + 1)]))
                yield return Member(code, start, i);
            start = i + 1;
        }
    }

    private static CSharpMember Member(string code, int start, int end)
    {
        while (char.IsWhiteSpace(code[start]))
            start++;
        string declaration = code[start..].Split('\n').Select(line => line.Trim()).First(line => !line.StartsWith('['));
        return new CSharpMember(LineOf(code, start), LineOf(code, end), declaration);
    }

    private static int LineOf(string code, int index) => code.AsSpan(0, index).Count('\n') + 1;

    private static bool DeclaresType(string header) =>
        TypeKeyword().IsMatch(WithoutParentheses(header).Split(" where ")[0]);

    // A body or an arrow, and no assignment ahead of it: "int[] Table = {" is data, however long.
    private static bool IsFunction(string member)
    {
        string head = WithoutParentheses(member.Split('{')[0]);
        return head.Contains("=>", StringComparison.Ordinal)
            || (member.Contains('{') && !Assignment().IsMatch(head));
    }

    private static string WithoutParentheses(string header)
    {
        string previous;
        do
        {
            previous = header;
            header = Parentheses().Replace(header, "");
        } while (header != previous);
        return header;
    }

    [GeneratedRegex(@"\b(class|struct|record|interface|enum|namespace)\b")]
    private static partial Regex TypeKeyword();

    [GeneratedRegex(@"\([^()]*\)|\[[^\[\]]*\]")]
    private static partial Regex Parentheses();

    [GeneratedRegex(@"(?<![=!<>])=(?![=>])")]
    private static partial Regex Assignment();
}
