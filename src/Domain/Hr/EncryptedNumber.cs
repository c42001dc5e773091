namespace Pinnokio.Domain.Hr;

/// <summary>A sensitive number as the store holds it: cipher text, keyed hash for uniqueness, and what lists may show. The domain sees no key.</summary>
public sealed class EncryptedNumber
{
    public EncryptedNumber(byte[] cipher, byte[] hash, string mask)
    {
        ArgumentNullException.ThrowIfNull(cipher);
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentException.ThrowIfNullOrEmpty(mask);
        Cipher = cipher;
        Hash = hash;
        Mask = mask;
    }

    public byte[] Cipher { get; private init; }
    public byte[] Hash { get; private init; }
    public string Mask { get; private init; }

    public override string ToString() => Mask;
}
