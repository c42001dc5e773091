namespace Pinnokio.Support;

/// <summary>What tests say of an answer that is a refusal.</summary>
public static class RpcReplyAssertions
{
    /// <summary>The call was understood and refused, with this code and, where stated, this field and reason.</summary>
    public static void ShouldBeRefused(this RpcReply reply, string code, string? field = null, string? reason = null)
    {
        reply.Status.ShouldBe(200, reply.Text);
        reply.Code.ShouldBe(code, reply.Text);
        if (field is not null)
        {
            reply.Field.ShouldBe(field, reply.Text);
        }

        if (reason is not null)
        {
            reply.Reason.ShouldBe(reason, reply.Text);
        }
    }

    /// <summary>As above, for a write: and it is certain that nothing was written.</summary>
    public static void ShouldNotBeApplied(this RpcReply reply, string code, string? field = null, string? reason = null)
    {
        reply.ShouldBeRefused(code, field, reason);
        reply.Outcome.ShouldBe("not_applied", reply.Text);
    }
}
