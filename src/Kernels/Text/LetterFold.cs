using System.Collections.Frozen;
using System.Text;

namespace Tauric.Kernels.Text;

/// <summary>
/// The Latin part of Unicode's compatibility decomposition (NFKD) without its accents, plus ø, ł, đ, æ, œ, ß, ı.
/// </summary>
/// <remarks>
/// Ours because the runtime does not normalise when globalization is invariant, and because copies of a headline
/// differ in accents as well: "Nestlé" is "nestle". Full-width ASCII is folded by arithmetic. Other scripts pass.
/// </remarks>
internal static class LetterFold
{
    // What it folds to, then the letters that do (lower case, and the few capitals without one).
    private const string Table = """
        0 ⁰₀
        1 ¹₁
        2 ²₂
        3 ³₃
        4 ⁴₄
        5 ⁵₅
        6 ⁶₆
        7 ⁷₇
        8 ⁸₈
        9 ⁹₉
        a ªàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặₐ
        ae æǣǽ
        b ḃḅḇ
        c çćĉċčḉ
        d ďđḋḍḏḑḓ
        dz ǆǳ
        e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệₑ
        f ḟ
        ff ﬀ
        ffi ﬃ
        ffl ﬄ
        fi ﬁ
        fl ﬂ
        g ĝğġģǧǵḡ
        h ĥȟḣḥḧḩḫẖₕ
        i ìíîïĩīĭįİıǐȉȋḭḯỉịⁱ
        ij ĳ
        j ĵǰ
        k ķǩḱḳḵₖ
        l ĺļľłḷḹḻḽₗℓ
        lj ǉ
        m ḿṁṃₘ
        n ñńņňǹṅṇṉṋⁿₙ
        nj ǌ
        o ºòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợₒ
        oe œ
        p ṕṗₚ
        r ŕŗřȑȓṙṛṝṟ
        s śŝşšſșṡṣṥṧṩẛₛ
        ss ß
        st ﬅﬆ
        t ţťțṫṭṯṱẗₜ
        u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
        v ṽṿ
        w ŵẁẃẅẇẉẘ
        x ẋẍₓ
        y ýÿŷȳẏẙỳỵỷỹ
        z źżžẑẓẕ
        """;

    private static readonly FrozenDictionary<int, string> Folds = Table
        .Split('\n')
        .Select(line => line.TrimEnd('\r').Split(' '))
        .SelectMany(parts => parts[1].EnumerateRunes().Select(letter => (letter.Value, Folded: parts[0])))
        .ToFrozenDictionary(fold => fold.Value, fold => fold.Folded);

    /// <summary>ASCII for the letter, whatever its case; null when there is nothing to fold.</summary>
    public static string? Of(Rune rune)
    {
        if (rune.IsAscii) return null;
        int lower = Rune.ToLowerInvariant(rune).Value;
        if (Folds.TryGetValue(lower, out string? folded)) return folded;
        var narrow = new Rune(lower is > 0xFF00 and < 0xFF5F ? lower - 0xFF00 + 0x20 : lower);
        return narrow.IsAscii && Rune.IsLetterOrDigit(narrow) ? narrow.ToString() : null;
    }
}
