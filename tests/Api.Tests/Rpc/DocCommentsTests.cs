using System.Reflection;
using System.Xml.Linq;
using Pinnokio.Api.Rpc;
using Pinnokio.Application.Common;

namespace Pinnokio.Api.Tests.Rpc;

public sealed class DocCommentsTests
{
    [Theory]
    [InlineData("Plain  text\n      over lines.", "Plain text over lines.")]
    [InlineData("A <c>next_cursor</c> &amp; <code>x</code>.", "A `next_cursor` & `x`.")]
    [InlineData("<see langword=\"null\"/> or <paramref name=\"OnDate\"/>.", "`null` or `on_date`.")]
    [InlineData("<see cref=\"T:A.B.Thing`1\"/>, <see cref=\"P:A.B.Thing.FirstName\"/>.", "`Thing`, `first_name`.")]
    [InlineData("<see cref=\"M:A.B.Thing.GetName(System.String)\"/>", "`get_name`")]
    [InlineData("One.<para>Two <b>bold</b>.</para>", "One. Two bold.")]
    public void ReadsAsPlainText(string summary, string expected)
    {
        var name = typeof(Sample).FullName!.Replace('+', '.');
        var docs = new DocComments([
            XDocument.Parse($"""<doc><members><member name="T:{name}"><summary>{summary}</summary></member></members></doc>"""),
        ]);

        docs.For(typeof(Sample)).ShouldBe(expected);
    }

    [Fact]
    public void FindsTheCommentsOfTheUseCases()
    {
        var docs = DocComments.Of([typeof(IUserScoped).Assembly]);

        docs.For(typeof(RpcMethodAttribute)).ShouldNotBeNull().ShouldContain("`NAMESPACE.method_name`");
        docs.For(typeof(Optional<>)).ShouldNotBeNull();
        docs.For(typeof(Optional<int>)).ShouldBe(docs.For(typeof(Optional<>)));
    }

    [Fact]
    public void TakesTheCommentOfTheInterface_WhenThePropertyHasNone()
    {
        var docs = DocComments.Of([typeof(IUserScoped).Assembly]);

        docs.For(Property(nameof(Sample.FirebaseUserId))).ShouldBe(docs.For(typeof(IUserScoped).GetProperty("FirebaseUserId")!));
        docs.For(Property(nameof(Sample.FirebaseUserId))).ShouldNotBeNull();
        docs.For(Property(nameof(Sample.Other))).ShouldBeNull();
    }

    [Fact]
    public void HasNothingToSay_WithoutAFile() => DocComments.Of([typeof(Sample).Assembly]).For(typeof(Sample)).ShouldBeNull();

    private static PropertyInfo Property(string name) => typeof(Sample).GetProperty(name)!;

    private sealed record Sample : IUserScoped
    {
        public string? FirebaseUserId { get; init; }

        public string? Other { get; init; }
    }
}
