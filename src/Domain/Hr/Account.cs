using Pinnokio.Domain.Common;

namespace Pinnokio.Domain.Hr;

/// <summary>The outer account (Firebase user) that companies belong to.</summary>
public sealed class Account : Entity
{
    public string FirebaseUid { get; set; } = "";
    public string? DisplayName { get; set; }
    public string? Email { get; set; }

    public static Account Create(string firebaseUid, DateTimeOffset now)
    {
        var account = new Account { FirebaseUid = firebaseUid };
        account.Begin(now);
        return account;
    }
}
