using Pinnokio.Domain.Hr;

namespace Pinnokio.Domain.Tests.Hr;

public sealed class CompanyMemberTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    [Fact]
    public void KnowsTheRoles() => MemberRoles.All.ShouldAllBe(role => IsConsistent(role));

    public static TheoryData<string, string, Action<CompanyMember>> Breaches =>
        new()
        {
            { "company_member_role_unknown", nameof(CompanyMember.Role), m => m.Role = "boss" },
            { "company_member_user_id_required", nameof(CompanyMember.UserId), m => m.UserId = "" },
            { "company_member_user_id_too_long", nameof(CompanyMember.UserId), m => m.UserId = new string('u', 129) },
            { "company_member_valid_from_out_of_range", nameof(CompanyMember.ValidFrom), m => m.ValidFrom = new DateOnly(1, 1, 1) },
            { "company_member_valid_to_before_valid_from", nameof(CompanyMember.ValidTo), m => m.ValidTo = Start.AddDays(-1) },
            { "company_member_valid_to_out_of_range", nameof(CompanyMember.ValidTo), m => m.ValidTo = DateOnly.MaxValue },
        };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void NamesTheField_WhenARuleIsBroken(string code, string field, Action<CompanyMember> breach)
    {
        var member = Member();
        member.EnsureConsistent();
        breach(member);

        Sample.Broken(member.EnsureConsistent, code, field);
    }

    private static bool IsConsistent(string role)
    {
        var member = Member();
        member.Role = role;
        member.EnsureConsistent();
        return true;
    }

    private static CompanyMember Member() =>
        CompanyMember.Create(Guid.CreateVersion7(Sample.Now), "user-1", MemberRoles.Viewer, Start, Sample.Now);
}
