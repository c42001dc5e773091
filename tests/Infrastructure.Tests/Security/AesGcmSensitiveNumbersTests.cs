using System.Security.Cryptography;
using System.Text;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Security;

namespace Pinnokio.Infrastructure.Tests.Security;

public sealed class AesGcmSensitiveNumbersTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string OtherKey = "HxwdHhsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
    private const string Number = "7569217076985";
    private const string Mask = "756.****.****.85";

    private readonly AesGcmSensitiveNumbers _numbers = Under(Key);

    [Theory]
    [InlineData(SensitiveNumber.Avs)]
    [InlineData(SensitiveNumber.Nir)]
    [InlineData(SensitiveNumber.Iban)]
    public void RevealsWhatItProtected(SensitiveNumber kind)
    {
        var stored = _numbers.Protect(kind, Number, Mask);

        _numbers.Reveal(kind, stored).ShouldBe(Number);
        stored.Mask.ShouldBe(Mask);
        Encoding.Latin1.GetString(stored.Cipher).ShouldNotContain(Number);
    }

    [Fact]
    public void HashesEqualNumbersAlike_WithinOneKindAndKey()
    {
        var stored = _numbers.Protect(SensitiveNumber.Avs, Number, Mask);
        var again = _numbers.Protect(SensitiveNumber.Avs, Number, Mask);

        again.Hash.ShouldBe(stored.Hash);
        again.Cipher.ShouldNotBe(stored.Cipher);
        _numbers.Protect(SensitiveNumber.Nir, Number, Mask).Hash.ShouldNotBe(stored.Hash);
        Under(OtherKey).Protect(SensitiveNumber.Avs, Number, Mask).Hash.ShouldNotBe(stored.Hash);
    }

    [Fact]
    public void RefusesACipher_WhenAnyOfItsBytesWasChangedOrIsMissing()
    {
        var stored = _numbers.Protect(SensitiveNumber.Avs, Number, Mask);
        for (var at = 0; at < stored.Cipher.Length; at++)
        {
            var changed = stored.Cipher.ToArray();
            changed[at] ^= 1;
            ShouldRefuse(changed);
            ShouldRefuse(stored.Cipher[..at]);
        }

        void ShouldRefuse(byte[] cipher) =>
            Should.Throw<CryptographicException>(() =>
                _numbers.Reveal(SensitiveNumber.Avs, new EncryptedNumber(cipher, stored.Hash, Mask))
            );
    }

    [Fact]
    public void RefusesACipher_WhenItLiesInAnotherColumn()
    {
        var stored = _numbers.Protect(SensitiveNumber.Avs, Number, Mask);

        Should.Throw<CryptographicException>(() => _numbers.Reveal(SensitiveNumber.Nir, stored));
        Should.Throw<CryptographicException>(() => _numbers.Reveal(SensitiveNumber.Iban, stored));
    }

    [Fact]
    public void RefusesACipher_WhenItsKeyIsNotConfigured()
    {
        var stored = _numbers.Protect(SensitiveNumber.Avs, Number, Mask);

        var refusal = Should.Throw<CryptographicException>(() => Under(OtherKey).Reveal(SensitiveNumber.Avs, stored));
        refusal.Message.ShouldContain(DataKeys.Variable);
        Under($"{OtherKey},{Key}").Reveal(SensitiveNumber.Avs, stored).ShouldBe(Number);
    }

    [Fact]
    public void IsUnavailable_UntilTheKeysAreConfirmed()
    {
        var stored = _numbers.Protect(SensitiveNumber.Avs, Number, Mask);
        var unconfirmed = new AesGcmSensitiveNumbers(DataKeys.Parse(Key));

        foreach (
            var call in new Action[]
            {
                () => unconfirmed.Protect(SensitiveNumber.Avs, Number, Mask),
                () => unconfirmed.Reveal(SensitiveNumber.Avs, stored),
            }
        )
        {
            Should.Throw<AppException>(call).Error.Kind.ShouldBe(ErrorKind.Unavailable);
        }
    }

    private static AesGcmSensitiveNumbers Under(string setting)
    {
        var keys = DataKeys.Parse(setting);
        keys.AreConfirmed = true;
        return new AesGcmSensitiveNumbers(keys);
    }
}
