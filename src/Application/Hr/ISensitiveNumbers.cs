using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr;

/// <summary>The numbers that are stored encrypted.</summary>
public enum SensitiveNumber
{
    Avs,
    Nir,
    Iban,
}

/// <summary>Encrypts and reveals sensitive numbers; the keys stay behind this port.</summary>
public interface ISensitiveNumbers
{
    /// <summary>Cipher text, a keyed hash that is equal for equal numbers of one kind, and the mask that lists may show.</summary>
    EncryptedNumber Protect(SensitiveNumber kind, string normalized, string mask);

    string Reveal(SensitiveNumber kind, EncryptedNumber number);
}
