using Tauric.Host.Query;

namespace Tauric.Host.Tests.Query;

public sealed class CsvLineTests
{
    /// <summary>The examples of RFC 4180, section 2, and the line ends it names.</summary>
    [Theory]
    [InlineData("aaa", "aaa")]
    [InlineData("b\r\nbb", "\"b\r\nbb\"")]
    [InlineData("b\nbb", "\"b\nbb\"")]
    [InlineData("b\"bb", "\"b\"\"bb\"")]
    [InlineData("b,bb", "\"b,bb\"")]
    [InlineData(" b ", " b ")]
    public void Cells_are_quoted_where_they_must_be(string cell, string written) =>
        Assert.Equal($"1,{written},3", CsvLine.Of(["1", cell, "3"]));

    [Fact]
    public void Null_and_empty_differ() => Assert.Equal(",\"\",a", CsvLine.Of([null, "", "a"]));
}
